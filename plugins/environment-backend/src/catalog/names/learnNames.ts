import { isDeepStrictEqual } from 'node:util';
import { DEFAULT_NAMESPACE, parseEntityRef } from '@backstage/catalog-model';
import { inBatches } from '@towpath/backend-kit';
import type { EnvironmentEntityV1alpha1 } from '@towpath/plugin-environment-common';
import type { ClaimingService } from '@towpath/plugin-environment-node';
import type { Knex } from 'knex';
import type { ServiceRow } from '../ServiceRow';
import { findSaidNames } from './findSaidNames';
import type { KnownNameRow } from './KnownNameRow';
import { learnName } from './learnName';

interface Seen {
  /** As the catalog had them when it was read before, and then as it has them now. */
  services: ServiceRow[][];
  environments: EnvironmentEntityV1alpha1[];
}

/** Keeps which service each name on the platform's side means, and says whether that changed. */
export async function learnNames(
  trx: Knex.Transaction,
  { services, environments }: Seen,
  now: Date,
): Promise<boolean> {
  const rows: KnownNameRow[] = await trx('known_names').select('*');
  const known = new Map(rows.map(row => [row.ref, row]));
  const views = services.map(groupByName);
  const learned = (await findSaidNames(trx, environments)).flatMap(ref => {
    const before = known.get(ref);
    const after = views.reduce<KnownNameRow | undefined>(
      (row, view) => learnName(ref, row, meantBy(ref, view), now),
      before,
    );
    return isDeepStrictEqual(before, after) ? [] : [after!];
  });
  for (const batch of inBatches(learned)) {
    await trx('known_names').insert(batch).onConflict('ref').merge();
  }
  return learned.length > 0;
}

function groupByName(services: ServiceRow[]): Map<string, ServiceRow[]> {
  const groups = new Map<string, ServiceRow[]>();
  for (const service of services) {
    const { name } = parseEntityRef(service.ref);
    const group = groups.get(name);
    if (group) group.push(service);
    else groups.set(name, [service]);
  }
  return groups;
}

/**
 * The service with the reference. While there is none, a name that means the namespace `default` may be meant
 * for one in another: so it does not go to who registers it there.
 */
function meantBy(
  ref: string,
  byName: Map<string, ServiceRow[]>,
): Pick<ClaimingService, 'owner' | 'annotations'> | undefined {
  const { namespace, name } = parseEntityRef(ref);
  const alike = byName.get(name) ?? [];
  const [first] = alike.map(one => one.ref).sort();
  const wanted = namespace === DEFAULT_NAMESPACE ? [ref, first] : [ref];
  const found = wanted
    .map(each => alike.find(one => one.ref === each))
    .find(Boolean);
  return (
    found && {
      owner: found.owner ?? undefined,
      annotations: found.annotations,
    }
  );
}
