import type { ResourceStore } from '../database/ResourceStore';
import type { UseStore } from '../database/UseStore';
import type { Place } from '../model/ResourceRecord';
import type { Look } from './Look';

/** Who else uses what a place has, and what the place uses of others. */
export async function findUses(
  parts: { uses: UseStore; resources: ResourceStore },
  place: Place,
  has: { id: string }[],
): Promise<Pick<Look, 'users' | 'uses'>> {
  const [users, begun] = await Promise.all([
    parts.uses.ofResources(has.map(({ id }) => id)),
    parts.uses.ofPlace(place),
  ]);
  if (begun.length === 0) return { users, uses: [] };
  const ids = begun.map(({ resource }) => resource);
  const records = await parts.resources.findAll(ids);
  const uses = records.map(record => ({
    record,
    use: begun.find(({ resource }) => resource === record.id)!,
  }));
  return { users, uses };
}
