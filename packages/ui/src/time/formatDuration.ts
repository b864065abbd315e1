const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const pair = (ms: number, big: number, small: number, words: string[]) => {
  const whole = Math.floor(ms / big);
  const rest = Math.floor((ms % big) / small);
  return rest === 0
    ? `${whole} ${words[0]}`
    : `${whole} ${words[0]} ${rest} ${words[1]}`;
};

/**
 * How long something took, in at most two units: "0.2 s", "22 s", "1 min 5 s",
 * "3 h 4 min", "2 d 6 h".
 *
 * @param ms - milliseconds; less than nothing counts as nothing.
 */
export function formatDuration(ms: number): string {
  if (ms < 10 * SECOND) {
    return `${(Math.max(0, Math.round(ms / 100)) / 10).toFixed(1)} s`;
  }
  if (ms < MINUTE) {
    return `${Math.floor(ms / SECOND)} s`;
  }
  if (ms < HOUR) {
    return pair(ms, MINUTE, SECOND, ['min', 's']);
  }
  return ms < DAY
    ? pair(ms, HOUR, MINUTE, ['h', 'min'])
    : pair(ms, DAY, HOUR, ['d', 'h']);
}
