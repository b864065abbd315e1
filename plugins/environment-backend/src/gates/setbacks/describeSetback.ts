import { nameOf, showTime } from '../words';
import type { Setback } from './SetbackStore';

/** "1.4.0 was rolled back here 12:58 UTC by itself, because …". */
export function describeSetback(
  { version, what, at, by, reason }: Setback,
  now: Date,
): string {
  const did = what === 'failed' ? 'failed here' : 'was rolled back here';
  const who = what === 'failed' ? '' : ` by ${by ? nameOf(by) : 'itself'}`;
  const why = reason.trim().replace(/\.$/, '');
  return `${version} ${did} at ${showTime(at, now)}${who}, because: ${why}.`;
}
