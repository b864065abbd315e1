import { notUnderstood } from '../http/failures';
import type { HostPlace } from '../location/HostedRepository';
import type { CommitState, CommitStatus } from './CommitStatuses';

/** The fields in which the hosts tell of a status; Gitea has `status`, and GitHub `state`, for the same. */
interface Answer {
  id?: unknown;
  context?: unknown;
  name?: unknown;
  state?: unknown;
  status?: unknown;
  description?: unknown;
  target_url?: unknown;
}

type Numbered = CommitStatus & { id: number };

/** In the words of all three. */
const STATES: Record<string, CommitState> = {
  pending: 'pending',
  success: 'success',
  failure: 'failure',
  error: 'error',
  // Gitea's.
  warning: 'failure',
  // GitLab's.
  created: 'pending',
  preparing: 'pending',
  waiting_for_resource: 'pending',
  waiting_for_callback: 'pending',
  scheduled: 'pending',
  manual: 'pending',
  running: 'pending',
  failed: 'failure',
  canceling: 'error',
  canceled: 'error',
  skipped: 'success',
};

/** Lists statuses, each with its number. */
export const statuses = (place: HostPlace) => ({
  what: 'a list of commit statuses',
  present: (item: unknown) => present(place, item as Answer),
  keyOf: ({ id }: Numbered) => id,
});

/** The newest of each context: hosts list them in different orders, and number them in one. */
export function newestOf(all: Numbered[]): CommitStatus[] {
  const newest = new Map<string, CommitStatus>();
  for (const { id: _, ...status } of all.sort((a, b) => a.id - b.id)) {
    newest.set(status.context, status);
  }
  return [...newest.values()];
}

function present(place: HostPlace, answer: Answer | null): Numbered {
  const { id, description, target_url: url } = answer ?? {};
  const context = answer?.context ?? answer?.name;
  const state = STATES[String(answer?.state ?? answer?.status)];
  if (typeof id !== 'number' || typeof context !== 'string' || !state) {
    throw notUnderstood(place, 'a commit status');
  }
  return {
    id,
    context,
    state,
    description: typeof description === 'string' ? description : '',
    ...(typeof url === 'string' && url && { url }),
  };
}
