const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const FORMAT = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** "3 days ago". `date` is an ISO timestamp. */
export function ageOf(date: string, now: Date): string {
  const seconds = (now.getTime() - Date.parse(date)) / 1000;
  const step = STEPS.find(([, size]) => Math.abs(seconds) >= size);
  return step
    ? FORMAT.format(-Math.floor(seconds / step[1]), step[0])
    : 'just now';
}
