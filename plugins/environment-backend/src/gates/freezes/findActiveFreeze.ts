import type { Clock } from '@towpath/clock';
import type { Freeze } from '@towpath/plugin-environment-common';
import type { ServiceCatalog } from '../../catalog/ServiceCatalog';
import type { FreezeCalendar } from './FreezeCalendar';
import { toFreeze } from './toFreeze';

/** Finds what keeps a version from coming in, whoever brings it. */
export interface FreezeFinder {
  /** The freeze that holds longest now; undefined when none holds. */
  findActive(service: string, environment: string): Promise<Freeze | undefined>;
}

/** The freeze that keeps a service out of an environment for longest now; undefined when none does. */
export async function findActiveFreeze(
  {
    calendar,
    catalog,
    clock,
  }: { calendar: FreezeCalendar; catalog: ServiceCatalog; clock: Clock },
  { service, environment }: { service: string; environment: string },
): Promise<Freeze | undefined> {
  const now = new Date(clock.now());
  const entity = await catalog.getEnvironment(environment);
  const { holding } = await calendar.look(entity, now, service);
  return holding[0] && toFreeze(holding[0], now);
}
