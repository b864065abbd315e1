import { ConflictError } from '@backstage/errors';
import type {
  ApplyStackRun,
  StackEnding,
  StackRun,
} from '@towpath/plugin-terraform-stacks-common';
import { followRun, type FollowOptions } from './followRun';
import { isOver } from './statuses';

/**
 * Has the plan of a run applied, and passes on how that ended.
 *
 * @throws ConflictError with everything that is known, when it did not end well
 */
export async function applyRun(
  id: string,
  request: ApplyStackRun,
  following: Omit<FollowOptions, 'until'>,
): Promise<StackEnding> {
  const { client, log, signal } = following;
  signal?.throwIfAborted();
  const before = await client.look(id);
  requireFresh(before);
  if (isOver(before)) {
    log.add('info', 'This apply has ended before; it is not begun again');
  } else if (before.plan && before.status !== 'awaiting-approval') {
    log.add('info', 'This apply has begun before; going on with it');
  }
  await client.apply(id, request);
  let ended: StackRun;
  try {
    ended = await followRun(id, { ...following, until: isOver });
  } finally {
    if (signal?.aborted) await client.markTold(id);
  }
  if (ended.status === 'succeeded' && ended.ending) return ended.ending;
  await client.markTold(id);
  throw new ConflictError(
    ended.ending?.words.join('. ') ?? ended.reason ?? ended.status,
  );
}

/** A plan is applied once. A task that is retried begins at the failed step, so without a new plan. */
function requireFresh({ told, status, ending, reason }: StackRun): void {
  if (status === 'succeeded') return;
  if (told && ending) {
    throw new ConflictError(
      `This plan has been applied before: ${ending.words.join(
        '. ',
      )}. A plan is applied once; start the template over to plan anew and see what is left to do`,
    );
  }
  if (!isOver({ status }) || ending) return;
  throw new ConflictError(
    `This plan is applied no more: ${reason}. Start the template over to plan anew`,
  );
}
