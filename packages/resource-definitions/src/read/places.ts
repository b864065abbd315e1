import { formatPath } from '@towpath/score';
import type { CompileProblem } from '../collect';
import type { ValueProblem } from '../describeErrors';
import type { DefinitionProblem } from '../types';
import type { SourceDocument } from './documents';

/** A problem of the shape of a document, and where it stands. */
export function placeShape(
  file: string,
  document: SourceDocument,
  { path, at, message }: ValueProblem,
): DefinitionProblem {
  const place = document.placeOf(path, at);
  return { file, ...place, path: formatPath(path), message };
}

/** A problem within a text of a document, and where it stands. */
export function placeProblem(
  file: string,
  document: SourceDocument,
  { path, message, line, column }: CompileProblem,
): DefinitionProblem {
  return {
    file,
    ...document.placeWithin(path, { line, column }),
    path: formatPath(path),
    message:
      line !== undefined && line > 1
        ? `line ${line}, column ${column} of it: ${message}`
        : message,
  };
}

type Placed = Pick<DefinitionProblem, 'file' | 'line' | 'column'>;

/** In the order of names of files, so that no locale changes it. */
export function byFile(a: Placed, b: Placed): number {
  if (a.file === b.file) return 0;
  return a.file < b.file ? -1 : 1;
}

/** By file and line. */
export function byPlace(a: Placed, b: Placed): number {
  return (
    byFile(a, b) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0)
  );
}
