import type { PolicyProblem } from '../types';

/** Line and column of a character of a text, both from 1. */
export function placeOf(
  text: string,
  offset: number,
): Required<Pick<PolicyProblem, 'line' | 'column'>> {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before[before.length - 1].length + 1 };
}
