import { createHash } from 'node:crypto';
import type { ResourceStore } from '../database/ResourceStore';
import type { Place } from '../model/ResourceRecord';
import { wasCalled } from '../planning/movedFrom';

/**
 * What new resources of a place are called: the same each time that it is asked, so that what a promotion shows is the
 * same each time too. One that has or had the uid, or of which a copy is still kept, has its id for itself, and its successor
 * gets another.
 */
export async function newIds(
  resources: ResourceStore,
  { service, environment }: Place,
): Promise<(uid: string) => string> {
  const records = await resources.findOf(service);
  const there = records.filter(one => one.environment === environment);
  return uid => {
    const earlier = there
      .filter(one => one.uid === uid || wasCalled(one, uid))
      .map(({ id }) => id);
    return toUuid([service, environment, uid, ...earlier.sort()]);
  };
}

/** A UUID of version 8, whose bits are anybody's own. */
function toUuid(parts: string[]): string {
  const text = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  const variant = ((parseInt(text[16], 16) & 0x3) | 0x8).toString(16);
  return [
    text.slice(0, 8),
    text.slice(8, 12),
    `8${text.slice(13, 16)}`,
    `${variant}${text.slice(17, 20)}`,
    text.slice(20, 32),
  ].join('-');
}
