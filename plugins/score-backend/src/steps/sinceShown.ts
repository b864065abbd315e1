import type { PlannedResource } from '@towpath/plugin-score-common';
import type { ResourceStore } from '../database/ResourceStore';
import type { UseStore } from '../database/UseStore';
import { digestOf } from '../model/digestOf';
import type { PlanBody } from '../model/Draft';
import type { ProvisionInput } from '../model/runs';
import type { Place, ResourceRecord } from '../model/ResourceRecord';

/**
 * The digest of what is still to be done, with what this run itself has begun since put back to how it was shown: its
 * resources, and what they gave out that nobody knew then. So a retry goes on after half of the work, and what somebody
 * else has changed still stops it.
 *
 * @param begun - resources that this run has worked on.
 */
export function digestSinceShown(
  now: PlanBody,
  { resources, shown }: Pick<ProvisionInput, 'resources' | 'shown'>,
  begun: Pick<ResourceRecord, 'id'>[],
): string {
  const ids = new Set(begun.map(({ id }) => id));
  if (ids.size === 0) return now.digest;
  const resourceShown = byKey(resources, one => one.id);
  const fileShown = byKey(shown.files, one => one.file);
  const asShown = (one: PlannedResource) => {
    const before = ids.has(one.id) ? resourceShown.get(one.id) : undefined;
    if (!before) return one;
    const { action, changes } = before;
    const imports = one.imports ?? before.imports;
    return { ...one, action, changes, imports };
  };
  return digestOf({
    ...now,
    resources: now.resources.map(asShown),
    files: now.files.map(one => ({
      ...one,
      after: fileShown.get(one.file)?.after ?? one.after,
    })),
  });
}

/** What a run has begun in a place: resources of its own, and the use of others. */
export async function begunBy(
  run: string,
  place: Place,
  { resources, uses }: { resources: ResourceStore; uses: UseStore },
): Promise<{ id: string }[]> {
  const [own, used] = await Promise.all([
    resources.findLive(place),
    uses.ofPlace(place),
  ]);
  return [
    ...own.filter(record => record.run === run),
    ...used
      .filter(use => use.run === run)
      .map(({ resource }) => ({ id: resource })),
  ];
}

function byKey<T>(all: T[], keyOf: (one: T) => string): Map<string, T> {
  return new Map(all.map(one => [keyOf(one), one]));
}
