import type { HumanDuration } from '@backstage/types';

/**
 * How long a step that looks for something pauses before the next look: a quarter of what it has waited so far. What is over
 * at once is seen at once, and what takes long is not asked again and again.
 *
 * @param waitedMs - since the first look, in milliseconds.
 * @param bounds - the shortest and the longest pause, in milliseconds.
 */
export function pauseAfter(
  waitedMs: number,
  { shortest, longest }: { shortest: number; longest: number },
): HumanDuration {
  const milliseconds = Math.min(Math.max(waitedMs / 4, shortest), longest);
  return { milliseconds: Math.round(milliseconds) };
}
