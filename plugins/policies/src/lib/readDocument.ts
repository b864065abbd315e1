import { parseDocument } from 'yaml';

/** What was written, as a document that rules can judge, or what is wrong with it. */
export type ReadDocument =
  | { document: Record<string, unknown> }
  | { problem: string };

/** Reads YAML, and so JSON too. */
export function readDocument(text: string): ReadDocument {
  const read = parseDocument(text);
  if (read.errors.length > 0) return { problem: read.errors[0].message };
  let value: unknown;
  try {
    value = read.toJS({ maxAliasCount: 50 });
  } catch (error) {
    return { problem: (error as Error).message };
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { document: value as Record<string, unknown> }
    : { problem: 'A document has names with values, such as "version: 1.4.2"' };
}
