import { InputError } from '@backstage/errors';
import { parseAllDocuments, type Document, type ParsedNode } from 'yaml';

export type YamlDocument = Document.Parsed<ParsedNode>;

/** Parses every document of a file. @throws InputError with line and column of what is wrong */
export function readDocuments(file: string, text: string): YamlDocument[] {
  // An empty file is an empty list with a flag: to us, a file without documents.
  const documents = [...parseAllDocuments(text)] as YamlDocument[];
  const [problem] = documents.flatMap(document => document.errors);
  if (problem) {
    const [reason] = problem.message.split(/:?\n/);
    throw new InputError(`${file} is not valid YAML: ${reason}`);
  }
  return documents;
}
