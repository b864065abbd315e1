import {
  ArgoCdError,
  isHealthStale,
  isHealthUntold,
  type Application,
  type ArgoCdClient,
} from '@towpath/argocd';
import type { GitRepositories } from '@towpath/gitops';
import type { ApplicationTarget } from '../model/ApplicationTarget';
import type { Effect } from '../model/Effect';
import { isSeen } from './isDeployed';
import { isOfSpec } from './operation';

/** A controller that is stopped or far behind never answers; what is known then has to do. */
const REFRESH_TIMEOUT_MS = 10_000;

/**
 * An application as it is now. Argo CD is only asked to compare it anew while it has not seen what
 * was written, has not looked at its health since the sync, or does not tell what is not healthy: that
 * is work, for every look.
 */
export async function lookAt(
  repositories: GitRepositories,
  client: ArgoCdClient,
  target: ApplicationTarget,
  effect: Effect,
  signal: AbortSignal,
): Promise<Application> {
  const application = await client.get(target, { signal });
  if (!(await isOutdated(repositories, application, effect)))
    return application;
  return (await compareAnew(client, target, signal)) ?? application;
}

/** Has Argo CD compare an application; undefined when its controller does not answer in time. */
export async function compareAnew(
  client: ArgoCdClient,
  target: ApplicationTarget,
  signal: AbortSignal,
): Promise<Application | undefined> {
  const options = { signal, timeoutMs: REFRESH_TIMEOUT_MS };
  try {
    return await client.get(target, { refresh: 'normal', ...options });
  } catch (error) {
    if (ArgoCdError.is(error, 'timeout')) return undefined;
    throw error;
  }
}

async function isOutdated(
  repositories: GitRepositories,
  application: Application,
  effect: Effect,
): Promise<boolean> {
  if (isHealthStale(application) || isHealthUntold(application)) return true;
  if (!isComparedWithSpec(application)) return true;
  return !(await isSeen(repositories, application, effect));
}

/** Whether the sources of the last comparison are those of now; a server may not tell. */
function isComparedWithSpec({ spec, status }: Application): boolean {
  const compared = status?.sync?.comparedTo;
  return !compared || isOfSpec(compared, spec);
}

/** What Argo CD says is wrong with an application, as a sentence; empty when nothing is. */
export function problemOf({ status }: Application): string {
  const problem = status?.conditions?.find(({ type }) =>
    type.endsWith('Error'),
  );
  return problem ? `. ${problem.type}: ${problem.message}` : '';
}
