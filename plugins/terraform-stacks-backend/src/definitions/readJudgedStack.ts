import type { StackRunInput } from '../model/StackRunInput';
import type { StackStore } from '../stacks/StackStore';
import { ownerOfEnvironment, type CatalogPlaces } from './CatalogPlaces';

type Asked = Pick<StackRunInput, 'stack' | 'environment' | 'service'>;

/**
 * What rules know of the stack of a run, and of the environment that the run is in: the one whose credentials it has,
 * also before anything is known of what the stack is made of.
 */
export async function readJudgedStack(
  { store, places }: { store: StackStore; places: CatalogPlaces },
  { stack, environment, service }: Asked,
) {
  const row = await store.findListed(stack);
  const name = environment ?? row?.environment ?? '';
  const found = name ? await places.findEnvironment(name) : undefined;
  return {
    owner: row?.owner ?? '',
    environment: name,
    tier: found?.spec.tier ?? '',
    environmentOwner: found ? ownerOfEnvironment(found) : '',
    service: service ?? row?.service ?? '',
    costCentre: row?.cost_centre ?? '',
    drifted: row?.drift_status === 'drifted',
  };
}
