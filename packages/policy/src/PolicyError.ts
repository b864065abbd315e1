import type { PolicyProblem } from './types';

/** A policy that cannot be used. Says all that is wrong with it at once. */
export class PolicyError extends Error {
  readonly problems: readonly PolicyProblem[];

  constructor(policy: string, problems: PolicyProblem[]) {
    super(
      `Policy ${JSON.stringify(policy)}: ${problems
        .map(describeProblem)
        .join(' ')}`,
    );
    this.name = 'PolicyError';
    this.problems = problems;
  }
}

/** A problem as one sentence or two: `rules[0].when, line 1, column 5: …`. */
export function describeProblem(problem: PolicyProblem): string {
  const place = [
    problem.path,
    problem.line && `line ${problem.line}, column ${problem.column}`,
  ].filter(Boolean);
  return place.length > 0
    ? `${place.join(', ')}: ${problem.message}`
    : problem.message;
}
