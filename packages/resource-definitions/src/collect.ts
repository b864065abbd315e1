import { ExpressionError } from '@towpath/policy';
import type { PathSegment } from '@towpath/score';

/** Why a schema or an expression cannot be used. */
export interface CompileProblem {
  path: PathSegment[];
  message: string;
  /** Where in the text at the path, both from 1. */
  line?: number;
  column?: number;
}

/** The result, or undefined with the reason added to the problems. */
export function collect<T>(
  problems: CompileProblem[],
  path: PathSegment[],
  compile: () => T,
): T | undefined {
  try {
    return compile();
  } catch (error) {
    const { message } = error as Error;
    problems.push(
      error instanceof ExpressionError
        ? { path, message, line: error.line, column: error.column }
        : { path, message },
    );
    return undefined;
  }
}
