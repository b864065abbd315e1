import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether two texts are the same, without the time it takes telling how much of them is. */
export function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
