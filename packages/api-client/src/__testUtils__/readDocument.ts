import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What is read of an OpenAPI document. */
export interface Document {
  paths: Record<string, Record<string, Operation>>;
}

interface Operation {
  parameters: Parameter[];
  requestBody?: Body & { required?: boolean };
  /** By status, and `default`. */
  responses: Record<string, Body>;
}

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: { type?: string };
}

interface Body {
  content?: { 'application/json'?: { schema: object } };
}

/**
 * The contract of a plugin's HTTP API, with each reference beside a schema followed.
 *
 * @param file the plugin's `openapi.yaml`
 */
export function readDocument(file: string): Document {
  const document = parse(readFileSync(file, 'utf8'));
  const follow = (value: any) =>
    typeof value?.$ref === 'string'
      ? (value.$ref as string)
          .slice('#/'.length)
          .split('/')
          .reduce((place, name) => place[name], document)
      : value;
  for (const operations of Object.values<any>(document.paths)) {
    for (const operation of Object.values<any>(operations)) {
      operation.parameters = (operation.parameters ?? []).map(follow);
      operation.requestBody = follow(operation.requestBody);
      for (const [status, response] of Object.entries(operation.responses))
        operation.responses[status] = follow(response);
    }
  }
  return document;
}
