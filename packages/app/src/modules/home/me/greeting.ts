/**
 * A greeting for the time of day.
 *
 * @param hour - the hour on the reader's clock, 0 to 23.
 */
export function greeting(hour: number): string {
  if (hour >= 5 && hour < 12) {
    return 'Good morning';
  }
  return hour >= 12 && hour < 18 ? 'Good afternoon' : 'Good evening';
}
