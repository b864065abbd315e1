import type { Effect, EffectCommit } from '@towpath/delivery';
import {
  isRollback,
  planOf,
  type DeliveryRun,
  type DeliveryState,
} from '../model/runs';

/** A sync that is begun anew is another one. */
function markOf(
  { id, attempt }: DeliveryRun,
  what?: 'restore',
): Effect['mark'] {
  const parts = [id, what, attempt > 1 && attempt];
  return {
    name: 'towpath.dev/promotion',
    value: parts.filter(Boolean).join('/'),
  };
}

/** What the steps `write` and `merge` of a promotion brought about. */
export function effectOfWrite(run: DeliveryRun): Effect {
  if (isRollback(run)) return effectOfRestore(run);
  const { expectedImage, target } = planOf(run);
  return {
    image: expectedImage,
    ...commitOf(target, run.state.written),
    mark: markOf(run),
  };
}

/** What the step `restore` brought about, in a rollback or after a failed promotion. */
export function effectOfRestore(run: DeliveryRun): Effect {
  if (isRollback(run)) {
    const { image, written } = run.input.reversal;
    return {
      image,
      ...commitOf(written, run.state.restored),
      mark: markOf(run),
    };
  }
  const { current, target } = planOf(run);
  return {
    image: current?.image,
    ...commitOf(target, run.state.restored),
    mark: markOf(run, 'restore'),
  };
}

function commitOf(
  target: { type: string } & Partial<EffectCommit>,
  commit: DeliveryState['written'],
): Pick<Effect, 'commit'> {
  const { repository, branch, sourcePosition } = target;
  return repository && branch && commit
    ? { commit: { repository, branch, sha: commit.sha, sourcePosition } }
    : {};
}
