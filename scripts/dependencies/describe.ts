import type { Finding } from './Finding.ts';

/** Two lines for each: what does not hold, and the way out. */
export const describe = (findings: Finding[]): string =>
  findings
    .map(({ what, problem, remedy }) => `${what} ${problem}\n    ${remedy}\n`)
    .join('');
