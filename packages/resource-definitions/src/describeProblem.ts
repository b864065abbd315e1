import type { DefinitionProblem } from './types';

/** A problem as one sentence: `resources/postgres.yaml, line 3, column 1: driver: …`. */
export function describeProblem(problem: DefinitionProblem): string {
  const { file, line, column, path, message } = problem;
  const place = line === undefined ? '' : `, line ${line}, column ${column}`;
  return `${file}${place}: ${path ? `${path}: ` : ''}${message}`;
}
