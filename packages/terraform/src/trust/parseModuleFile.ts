import type { JsonObject } from '@backstage/types';
import { parseDocument } from 'yaml';
import { isObject } from '../json/read';
import { NotUnderstoodError } from './blocks';

/**
 * What a file of a module says, in the shape of Terraform's JSON syntax.
 *
 * @throws NotUnderstoodError for what cannot be read, or could be read in two ways
 */
export async function parseModuleFile(
  name: string,
  text: string,
): Promise<JsonObject> {
  const body = name.endsWith('.json')
    ? parseJsonSyntax(text)
    : await parseHcl(name, text);
  if (isObject(body)) return body;
  throw new NotUnderstoodError('it is no object of JSON');
}

async function parseHcl(name: string, text: string): Promise<unknown> {
  const { parse } = loadParser();
  try {
    return await parse(name, text);
  } catch (error) {
    throw new NotUnderstoodError((error as Error).message);
  }
}

function parseJsonSyntax(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    // Terraform takes a key that stands twice as two blocks, JSON.parse only the second.
    const [error] = parseDocument(text, { uniqueKeys: true }).errors;
    if (error) throw error;
    return value;
  } catch (error) {
    throw new NotUnderstoodError((error as Error).message);
  }
}

/** Terraform's own parser. It is a program of several megabytes that begins to work as soon as it is asked for. */
function loadParser(): typeof import('@cdktf/hcl2json') {
  return require('@cdktf/hcl2json');
}
