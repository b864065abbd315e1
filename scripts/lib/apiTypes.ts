import fs from 'node:fs';
import path from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The types of one plugin's HTTP API. */
export interface ApiTypes {
  /** The document that they are made of, from the root of the project. */
  document: string;
  /** Where they lie, from the root of the project. */
  file: string;
  text: string;
}

const NOTE = `/**
 * Made of the plugin's openapi.yaml by "npm run openapi".
 */

`;

/** Makes the types of every plugin that has a document: `NAME-backend` has it, `NAME-common` gets them. */
export async function makeApiTypes(): Promise<ApiTypes[]> {
  const documents = fs
    .globSync('plugins/*-backend/src/schema/openapi.yaml', { cwd: ROOT })
    .sort();
  return Promise.all(
    documents.map(async document => {
      const [plugin] = document.split('/').slice(1);
      const common = plugin.replace(/-backend$/, '-common');
      const nodes = await openapiTS(new URL(`file://${ROOT}/${document}`));
      return {
        document,
        file: `plugins/${common}/src/api/generated/schema.ts`,
        text: NOTE + astToString(nodes),
      };
    }),
  );
}

/** What lies there now; undefined when nothing does. */
export function readApiTypes({ file }: ApiTypes): string | undefined {
  const at = path.join(ROOT, file);
  return fs.existsSync(at) ? fs.readFileSync(at, 'utf8') : undefined;
}

export function writeApiTypes({ file, text }: ApiTypes): void {
  const at = path.join(ROOT, file);
  fs.mkdirSync(path.dirname(at), { recursive: true });
  fs.writeFileSync(at, text);
}
