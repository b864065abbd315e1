import type {
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import type { Caller } from '@towpath/backend-kit';
import type { Plan } from '@towpath/plugin-score-common';
import type { ServicePlaces } from '../places/ServicePlaces';

/** As the tokens name the scaffolder, which it signs with its own key. */
const SCAFFOLDER = 'plugin:scaffolder';
/** Which run of a template has written the file of a component. */
const TASK_ANNOTATION = 'towpath.dev/task';

/**
 * Whether the service of a plan was made by the run of a template that asks. It may be of another team than who runs
 * it, and the run is to be able to end what it began; but not where somebody has to agree first.
 *
 * @param task - as the request names it. Anybody can read it in the catalog, so it counts from the scaffolder alone.
 */
export async function isMadeByTask(
  task: string | undefined,
  {
    caller,
    plan,
    places,
  }: {
    caller: Caller;
    plan: Plan;
    places: Pick<ServicePlaces, 'entityForPortal'>;
  },
): Promise<boolean> {
  if (!task || !isScaffolder(caller) || plan.approvals.length > 0) return false;
  const entity = await places.entityForPortal(plan.service);
  return entity?.metadata.annotations?.[TASK_ANNOTATION] === task;
}

/** A person, for whom the scaffolder asks. */
function isScaffolder({ credentials }: Caller): boolean {
  const principal = credentials.principal as
    | BackstageUserPrincipal
    | BackstageServicePrincipal;
  return principal.type === 'user' && principal.actor?.subject === SCAFFOLDER;
}
