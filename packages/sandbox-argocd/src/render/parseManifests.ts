import { parseAllDocuments } from 'yaml';
import type { Manifest } from '../model.ts';
import { RenderError } from './RenderError.ts';

/**
 * Reads a YAML or JSON file of Kubernetes objects; a `List` counts as its items.
 * @throws RenderError that names the file and what is missing
 */
export function parseManifests(text: string, file: string): Manifest[] {
  return parseYaml(text, file)
    .filter(document => document !== null && document !== undefined)
    .flatMap(document => unpack(document, file));
}

/** All documents of a file. @throws RenderError that names the file and the line */
export function parseYaml(text: string, file: string): unknown[] {
  return parseAllDocuments(text).map(document => {
    const [error] = document.errors;
    if (error) throw new RenderError(`${file}: ${error.message}`);
    return document.toJS();
  });
}

function unpack(document: unknown, file: string): Manifest[] {
  const object = document as Partial<Manifest>;
  if (typeof object !== 'object' || Array.isArray(object)) {
    throw new RenderError(`${file}: a document is no Kubernetes object`);
  }
  if (object.kind?.endsWith('List') && Array.isArray(object.items)) {
    return object.items.flatMap(item => unpack(item, file));
  }
  for (const field of ['apiVersion', 'kind'] as const) {
    if (typeof object[field] !== 'string') {
      throw new RenderError(`${file}: Object '${field}' is missing`);
    }
  }
  if (typeof object.metadata?.name !== 'string') {
    throw new RenderError(
      `${file}: metadata.name is missing in a ${object.kind}`,
    );
  }
  return [object as Manifest];
}
