import { isDeepStrictEqual } from 'node:util';
import { carriesInfo, type Application } from '@towpath/argocd';
import type { GitRepositories } from '@towpath/gitops';
import type { Effect } from './Effect';
import { hasCommit, type Revisions } from './hasCommit';

type OperationState = NonNullable<
  NonNullable<Application['status']>['operationState']
>;

/**
 * Whether the operation that runs or ran last is of what was written: it has its mark, or a revision
 * with the commit in it. In parameter mode there is no commit, and its sources count: they are those
 * of the application as it is now.
 */
export async function isOfEffect(
  repositories: GitRepositories,
  application: Application,
  effect: Effect,
): Promise<boolean> {
  const state = application.status?.operationState;
  if (!state) return false;
  if (carriesInfo(application, effect.mark)) return true;
  return effect.commit
    ? hasCommit(repositories, operated(state), effect.commit)
    : isOfSpec(state.syncResult, application.spec);
}

/** Whether the last operation has deployed all that was written, whatever is said of Git and the cluster since. */
export async function hasSynced(
  repositories: GitRepositories,
  application: Application,
  effect: Effect,
): Promise<boolean> {
  const { phase, operation } = application.status?.operationState ?? {};
  const { dryRun, resources } = operation?.sync ?? {};
  const isPart = dryRun || (Array.isArray(resources) && resources.length > 0);
  if (phase !== 'Succeeded' || isPart) return false;
  return isOfEffect(repositories, application, effect);
}

/** Whether an operation runs of which it is known that it deploys something else. */
export async function deploysOther(
  repositories: GitRepositories,
  application: Application,
  effect: Effect,
): Promise<boolean> {
  const state = application.status?.operationState;
  if (state?.phase !== 'Running') return false;
  const isKnown = effect.commit
    ? revisionOf(operated(state)) !== undefined
    : state.syncResult !== undefined;
  return isKnown && !(await isOfEffect(repositories, application, effect));
}

/** What an operation deploys; before it has begun, what was asked for. */
function operated({ syncResult, operation }: OperationState) {
  return syncResult ?? operation?.sync ?? {};
}

/** Revisions of several sources are joined by a comma. */
export function revisionOf({
  revision,
  revisions,
}: Revisions): string | undefined {
  return revision || revisions?.join(', ') || undefined;
}

/** Whether something was done with the sources of an application as they are now. */
export function isOfSpec(
  what: Pick<Application['spec'], 'source' | 'sources'> | undefined,
  spec: Application['spec'],
): boolean {
  return isDeepStrictEqual(sourcesOf(what), sourcesOf(spec));
}

function sourcesOf({
  source,
  sources,
}: Pick<Application['spec'], 'source' | 'sources'> = {}) {
  return sources?.length ? sources : [source];
}
