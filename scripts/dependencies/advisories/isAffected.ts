import semver from 'semver';
import type { Affected, AffectedRange } from './Advisory.ts';

/** Whether a version is meant, or that it cannot be told. */
export type Verdict = 'affected' | 'not-affected' | 'not-understood';

const KNOWN = ['introduced', 'fixed', 'last_affected', 'limit'];
const BEFORE_ALL = '0';

/** Evaluates one entry of `affected` as the OSV schema says it. */
export function isAffected(version: string, affected: Affected): Verdict {
  const { versions = [], ranges = [] } = affected;
  if (versions.includes(version)) return 'affected';
  const verdicts = ranges.map(range => verdictOf(version, range));
  if (verdicts.includes('affected')) return 'affected';
  // Ranges of commits say nothing that the listed versions do not.
  const told = versions.length > 0 || verdicts.includes('not-affected');
  const unclear = verdicts.includes('not-understood');
  return told && !unclear ? 'not-affected' : 'not-understood';
}

function verdictOf(
  version: string,
  { type, events = [] }: AffectedRange,
): Verdict | 'says-nothing' {
  if (type === 'GIT') return 'says-nothing';
  const turns = events.flatMap(event => Object.entries(event));
  if (
    !['SEMVER', 'ECOSYSTEM'].includes(type) ||
    !semver.valid(version) ||
    !turns.some(([kind]) => kind === 'introduced') ||
    !turns.every(([kind, at]) => KNOWN.includes(kind) && isPlace(at))
  ) {
    return 'not-understood';
  }
  return isWithin(version, turns) ? 'affected' : 'not-affected';
}

const isPlace = (at: string) =>
  at === BEFORE_ALL || at === '*' || semver.valid(at) !== null;

function isWithin(version: string, turns: [string, string][]): boolean {
  const limits = turns.filter(([kind]) => kind === 'limit');
  if (limits.length > 0 && !limits.some(([, at]) => isBefore(version, at))) {
    return false;
  }
  let within = false;
  for (const [kind, at] of turns.sort(([, a], [, b]) => inOrder(a, b))) {
    if (kind === 'introduced' && !isBefore(version, at)) within = true;
    if (kind === 'fixed' && !isBefore(version, at)) within = false;
    if (kind === 'last_affected' && isBefore(at, version)) within = false;
  }
  return within;
}

const isBefore = (a: string, b: string) => inOrder(a, b) < 0;

function inOrder(a: string, b: string): number {
  if (a === b) return 0;
  if (a === BEFORE_ALL || b === '*') return -1;
  if (b === BEFORE_ALL || a === '*') return 1;
  return semver.compare(a, b);
}
