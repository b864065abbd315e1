import type { Run } from '@towpath/plugin-runs-common';

/** What has failed and nobody has looked after for this long is no news. */
const NEWS_DAYS = 7;
const DAY_MS = 24 * 60 * 60_000;

/**
 * The newest run of each kind about each thing and place, when it has failed lately or was taken back.
 *
 * @param runs - of one person, newest first
 * @param now - in milliseconds
 */
export function findFailures(runs: Run[], now: number): Run[] {
  const seen = new Set<string>();
  return runs.filter(run => {
    const { kind, subject, where, status, endedAt, createdAt } = run;
    const place = JSON.stringify([kind, subject, where]);
    const isNewest = !seen.has(place);
    seen.add(place);
    const age = now - Date.parse(endedAt ?? createdAt);
    const failed = status === 'failed' || status === 'rolled-back';
    return isNewest && failed && age < NEWS_DAYS * DAY_MS;
  });
}
