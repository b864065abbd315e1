import type { ResourceResult, RunEnding } from './types';

const WORDS: Record<RunEnding['outcome'], string> = {
  succeeded: 'All was done',
  failed: 'Terraform ended with an error',
  interrupted: 'It was stopped; what had begun was brought to an end',
  'timed-out': 'The time was over; what had begun was brought to an end',
  killed: 'It was killed',
};

/** How an apply ended, line by line for people. */
export function describeEnding(ending: RunEnding): string[] {
  const { outcome, applied, complete, failed, unknown, advice } = ending;
  const first =
    outcome !== 'succeeded' && applied
      ? `${WORDS[outcome]}, but all that was planned had been done`
      : WORDS[outcome];
  return [
    first,
    ...list('complete', complete),
    ...list('failed', failed),
    ...list('unknown how they ended', unknown),
    ...(advice ? [advice] : []),
  ];
}

function list(words: string, results: ResourceResult[]): string[] {
  if (results.length === 0) return [];
  return [`${words}: ${results.map(describeResult).join(', ')}`];
}

function describeResult({ address, action, saved, tainted }: ResourceResult) {
  const notes = [
    action,
    ...(saved ? ['found in the state'] : []),
    ...(tainted ? ['tainted, the next plan replaces it'] : []),
  ];
  return `${address} (${notes.join('; ')})`;
}
