import { ConflictError } from '@backstage/errors';
import type { RunRow, StepJson } from '../rows';
import type { Work } from '../Work';
import { appendLines } from './appendLines';
import { queueRun } from './queueRun';
import { holdRun } from './readRun';
import { updateRun } from './updateRun';

/**
 * Queues a failed run again, to go on at the step that failed, or at the one that this step says.
 *
 * @throws ConflictError when it has not failed.
 */
export async function retryRun(
  work: Work,
  runId: string,
  { by }: { by: string },
): Promise<RunRow> {
  const { leased: _, ...row } = await holdRun(work, runId);
  if (row.status !== 'failed') {
    throw new ConflictError(
      `Run "${runId}" cannot be tried again: it is ${row.status}, not failed`,
    );
  }
  const attempt = row.attempt + 1;
  const plan = work.services.kinds.get(row.kind);
  const step = plan.find(row.step)?.retryFrom ?? row.step;
  const revived = await updateRun(work, row, {
    attempt,
    step,
    steps: revive({ ...row, step }, plan.stepNames),
    ended_at: null,
    cancel_by: null,
    cancel_reason: null,
  });
  await appendLines(work, revived, [
    { level: 'info', message: `Attempt ${attempt}, asked for by ${by}` },
  ]);
  return queueRun(work, revived);
}

/** From the step on they are ahead again, except those that a compensation has left behind. */
function revive({ step, steps, failure }: RunRow, main: string[]): StepJson[] {
  const begin = steps.findIndex(({ name }) => name === step);
  return steps.map((each, index) => {
    const left = failure !== null && main.includes(each.name);
    const ahead = index >= begin && !left;
    return ahead ? { name: each.name, status: 'pending', attempt: 0 } : each;
  });
}
