import { createHash } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import {
  describeEnding,
  type RunEnding,
  type Stack,
  type StackRequest,
} from '@towpath/terraform';
import type { TaskLog } from './TaskLog';

type Task = Pick<ActionContext<any>, 'task' | 'step' | 'signal' | 'user'>;

/**
 * The run that this step stands for: the same one when the task starts again, a new one once a failed
 * one was reported, since repeating the step is how a person says "try again".
 */
export function chooseRun(stack: Stack, task: Task, input: object): string {
  const name = nameStep(task, input);
  for (let attempt = 1; ; attempt++) {
    const run = `${name}-${attempt}`;
    const ending = stack.ending(run);
    const isOver = ending && ending.outcome !== 'succeeded';
    if (!isOver || !stack.isReported(run)) return run;
  }
}

// Also the inputs: a step with `each` stands for several runs.
function nameStep({ task, step }: Task, input: object): string {
  return createHash('sha256')
    .update(JSON.stringify([task.id, step?.id, input]))
    .digest('hex')
    .slice(0, 24);
}

/** What every request of this task says. */
export function toRequest(
  { task, user, signal }: Task,
  log: TaskLog,
  run: string,
  timeoutMs: number,
): StackRequest {
  return {
    run,
    by: `task ${task.id}${user?.ref ? ` of ${user.ref}` : ''}`,
    waitMs: timeoutMs,
    timeoutMs,
    signal,
    onEvent: event => log.addEvent(event),
    onWait: ({ by, doing, since }) =>
      log.add(
        'info',
        `Waiting: ${by} works on this stack, ${doing} since ${since}`,
      ),
  };
}

/** A plan is applied once. A task that is retried begins at the failed step, so without a new plan. */
function requireFresh(stack: Stack, run: string): void {
  const ending = stack.ending(run);
  if (!ending || ending.outcome === 'succeeded' || !stack.isReported(run)) {
    return;
  }
  throw new ConflictError(
    `This plan has been applied before: ${describeEnding(ending).join(
      '. ',
    )}. A plan is applied once; start the template over to plan anew and see what is left to do`,
  );
}

/**
 * Applies a plan and passes on how that ended.
 *
 * @throws ConflictError with everything that is known, when it did not end well
 */
export async function applyPlan(
  stack: Stack,
  task: Task,
  log: TaskLog,
  request: StackRequest & { digest: string; secrets: Record<string, string> },
): Promise<RunEnding> {
  const before = stack.stage(request.run);
  requireFresh(stack, request.run);
  if (before === 'applying') {
    log.add('info', 'This apply has begun before; going on with it');
  } else if (before === 'ended') {
    log.add('info', 'This apply has ended before; it is not begun again');
  }
  const ending = await stack.apply(request);
  const lines = describeEnding(ending);
  stack.markReported(request.run);
  if (ending.outcome === 'succeeded') {
    log.add('info', lines[0]);
    log.flush();
    return ending;
  }
  log.add('error', ...lines);
  log.flush();
  task.signal?.throwIfAborted();
  throw new ConflictError(`${lines.join('. ')}`);
}
