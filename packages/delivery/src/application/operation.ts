import { isDeepStrictEqual } from 'node:util';
import { carriesInfo, isPartial, type Application } from '@towpath/argocd';
import type { GitRepositories } from '@towpath/gitops';
import type { Effect } from '../model/Effect';
import { hasCommit, isCommit, type Revisions } from './hasCommit';

type Status = NonNullable<Application['status']>;
type OperationState = NonNullable<Status['operationState']>;

/** What an operation deploys, or has deployed: a revision of each source. */
type Deployed = Revisions & Pick<Application['spec'], 'source' | 'sources'>;

/**
 * Whether the operation that was asked for, runs or ran last is of what was written: it has its mark,
 * or a revision with the commit in it. In parameter mode there is no commit, and its sources count:
 * they are those of the application as it is now.
 */
export async function isOfEffect(
  repositories: GitRepositories,
  application: Application,
  effect: Effect,
): Promise<boolean> {
  const state = latestOperation(application);
  if (!state) return false;
  if (carriesInfo(application, effect.mark)) return true;
  return deploys(repositories, application, operated(state), effect);
}

/**
 * The last sync of the whole, when it has deployed all that was written, whatever is said of Git and
 * the cluster since. The history holds such syncs only: self-heal syncs a part, as often as something
 * in the cluster drifts, and its state takes the place of that of the sync before.
 */
export async function findSync(
  repositories: GitRepositories,
  application: Application,
  effect: Effect,
): Promise<{ finishedAt?: string } | undefined> {
  const { operationState: state, history = [] } = application.status ?? {};
  if (state && !isPartial(state.operation)) {
    const { phase, finishedAt } = state;
    const isOurs =
      phase === 'Succeeded' &&
      (await isOfEffect(repositories, application, effect));
    if (isOurs) return { finishedAt };
  }
  const last = history.at(-1);
  return last && (await deploys(repositories, application, last, effect))
    ? { finishedAt: last.deployedAt }
    : undefined;
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
    ? commitsOf(operated(state)).length > 0
    : state.syncResult !== undefined;
  return isKnown && !(await isOfEffect(repositories, application, effect));
}

async function deploys(
  repositories: GitRepositories,
  { spec }: Application,
  deployed: Deployed,
  { commit }: Effect,
): Promise<boolean> {
  return commit
    ? hasCommit(repositories, deployed, commit)
    : isOfSpec(deployed, spec);
}

/** What was asked for takes the place of what has ended: a server clears its state, others leave it. */
function latestOperation({
  operation,
  status,
}: Application): Pick<OperationState, 'operation' | 'syncResult'> | undefined {
  const state = status?.operationState;
  const runs = state?.phase === 'Running' || state?.phase === 'Terminating';
  return operation && !runs ? { operation } : state;
}

/** Before an operation has begun, what was asked for. */
function operated({
  syncResult,
  operation,
}: Pick<OperationState, 'operation' | 'syncResult'>): Deployed {
  return syncResult ?? operation?.sync ?? {};
}

function commitsOf({ revision, revisions = [] }: Revisions): string[] {
  return [revision, ...revisions].filter(isCommit);
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

/** A server writes an empty source beside several. */
function sourcesOf({
  source,
  sources,
}: Pick<Application['spec'], 'source' | 'sources'> = {}) {
  return sources?.length ? sources : [source];
}
