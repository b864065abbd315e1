import { fail, type StepContext, type StepResult } from '@towpath/workflow';
import type { DeliveryRun, DeliveryState } from '../promotions/runs';

/** How long a version may take, and what follows when it takes longer. */
export interface Limit {
  timeoutMinutes: number;
  /** Whether it is taken back then. */
  compensate: boolean;
}

export type LimitOf = (run: DeliveryRun) => Promise<Limit>;

/** From when on the limit of a step is counted, in milliseconds since 1970. */
export function countedFrom({
  stepStartedAt,
  state,
}: Pick<
  StepContext<unknown, DeliveryState>,
  'stepStartedAt' | 'state'
>): number {
  const later = Date.parse(state.countedFrom ?? '') || 0;
  return Math.max(stepStartedAt.getTime(), later);
}

/**
 * The result of a look, or a failure once the limit is over. `lack` begins what is said then: "Not
 * deployed".
 */
export function withinLimit(
  { stepStartedAt, state, now }: StepContext<unknown, DeliveryState>,
  result: StepResult<DeliveryState>,
  { timeoutMinutes, compensate }: Limit,
  lack: string,
): StepResult<DeliveryState> {
  if (result.type !== 'wait') return result;
  const seen = { ...state, ...result.output };
  const from = countedFrom({ stepStartedAt, state: seen });
  if (now().getTime() < from + timeoutMinutes * 60_000) return result;
  return fail(`${lack} after ${timeoutMinutes} min. ${result.reason}`, {
    compensate,
  });
}
