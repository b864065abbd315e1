import { stringifyEntityRef } from '@backstage/catalog-model';
import { getEnvironmentOwner } from '@towpath/plugin-environment-common';
import type { StackStore } from '../stacks/StackStore';
import type { CatalogPlaces } from './CatalogPlaces';

/** What rules know of a stack, and of the environment that it is in; undefined for a stack that nobody has yet. */
export async function readJudgedStack(
  { store, places }: { store: StackStore; places: CatalogPlaces },
  key: string,
) {
  const row = await store.findListed(key);
  if (!row) return undefined;
  const name = row.environment ?? '';
  const environment = name ? await places.findEnvironment(name) : undefined;
  return {
    owner: row.owner,
    environment: name,
    tier: environment?.spec.tier ?? '',
    environmentOwner: environment
      ? stringifyEntityRef(getEnvironmentOwner(environment))
      : '',
    service: row.service ?? '',
    costCentre: row.cost_centre ?? '',
    drifted: row.drift_status === 'drifted',
  };
}
