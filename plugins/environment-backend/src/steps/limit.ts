import { fail, type StepContext, type StepResult } from '@towpath/workflow';
import type { DeliveryRun, DeliveryState } from '../promotions/runs';

/** How long a version may take, and what follows when it takes longer. */
export interface Limit {
  timeoutMinutes: number;
  /** Whether it is taken back then. */
  compensate: boolean;
}

export type LimitOf = (run: DeliveryRun) => Promise<Limit>;

/**
 * The result of a look, or a failure once the limit is over. `lack` begins what is said then: "Not
 * deployed".
 */
export function withinLimit<I>(
  { stepStartedAt, state, now }: StepContext<I, DeliveryState>,
  result: StepResult<DeliveryState>,
  { timeoutMinutes, compensate }: Limit,
  lack: string,
): StepResult<DeliveryState> {
  if (result.type !== 'wait') return result;
  const { countedFrom } = { ...state, ...result.output };
  const from = Math.max(
    stepStartedAt.getTime(),
    Date.parse(countedFrom ?? '') || 0,
  );
  if (now().getTime() < from + timeoutMinutes * 60_000) return result;
  return fail(`${lack} after ${timeoutMinutes} min. ${result.reason}`, {
    compensate,
  });
}
