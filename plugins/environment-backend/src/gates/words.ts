import { parseEntityRef } from '@backstage/catalog-model';
import { DateTime } from 'luxon';

/** A moment as messages tell it: the time alone when it is within a day, the year when it is far. */
export function showTime(time: Date, now: Date): string {
  const at = DateTime.fromJSDate(time, { zone: 'utc' }).setLocale('en');
  const hours = Math.abs(at.diff(DateTime.fromJSDate(now)).as('hours'));
  const day = hours < 300 * 24 ? 'ccc d LLL' : 'd LLL yyyy';
  return at.toFormat(hours < 20 ? "HH:mm 'UTC'" : `${day} HH:mm 'UTC'`);
}

/** The name of an entity without its kind and namespace, for messages. */
export function nameOf(ref: string): string {
  return parseEntityRef(ref, { defaultKind: 'group' }).name;
}

/** "1 person", "2 people". */
export function people(count: number): string {
  return count === 1 ? '1 person' : `${count} people`;
}

/** "a", "a or b", "a, b or c". */
export function either(words: string[]): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;
}
