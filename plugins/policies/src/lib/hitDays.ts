import type { PolicyHit } from '@towpath/plugin-policies-common';

const DAYS = 30;
const DAY_MS = 86_400_000;

/** How often a rule spoke on one day. */
export interface HitDay {
  /** Of UTC, such as `2026-11-29`. */
  day: string;
  hits: number;
}

/** The last 30 days, the oldest first, days without a word too. */
export function hitDays(hits: PolicyHit[], now: number): HitDay[] {
  return Array.from({ length: DAYS }, (_, at) => {
    const day = new Date(now - (DAYS - 1 - at) * DAY_MS)
      .toISOString()
      .slice(0, 10);
    const there = hits.filter(hit => hit.day === day);
    return { day, hits: there.reduce((sum, { hits: n }) => sum + n, 0) };
  });
}

/** "14 times in 30 days: 12 gate, 2 deny". A rule that could not be evaluated has denied, whatever its effect. */
export function countHits(hits: PolicyHit[]): string {
  const sums = new Map<string, number>();
  hits.forEach(({ effect, hits: n }) =>
    sums.set(effect, (sums.get(effect) ?? 0) + n),
  );
  const all = [...sums.values()].reduce((sum, n) => sum + n, 0);
  if (all === 0) return 'Silent for 30 days';
  const said = [...sums].map(([effect, n]) => `${n} ${effect}`).join(', ');
  return `${all} ${all === 1 ? 'time' : 'times'} in 30 days: ${said}`;
}
