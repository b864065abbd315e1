import { fail, type StepContext, type StepResult } from '@towpath/workflow';
import type { DeliveryRun, DeliveryState } from '../model/runs';

/** How long a version may take, and what follows when it takes longer. */
export interface Limit {
  timeoutMinutes: number;
  /** Whether it is taken back then. */
  compensate: boolean;
  /** How many minutes the workload gives itself, where nobody has said how long it may take. */
  ownMinutes?: (signal: AbortSignal) => Promise<number>;
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
export async function withinLimit(
  { stepStartedAt, state, now, signal }: StepContext<unknown, DeliveryState>,
  result: StepResult<DeliveryState>,
  { timeoutMinutes, compensate, ownMinutes }: Limit,
  lack: string,
): Promise<StepResult<DeliveryState>> {
  if (result.type !== 'wait') return result;
  const seen = { ...state, ...result.output };
  const from = countedFrom({ stepStartedAt, state: seen });
  const isOver = (minutes: number) =>
    now().getTime() >= from + minutes * 60_000;
  if (!isOver(timeoutMinutes)) return result;
  const own = (await ownMinutes?.(signal)) ?? 0;
  const minutes = Math.max(timeoutMinutes, own);
  if (!isOver(minutes)) return result;
  return fail(`${lack} after ${minutes} min. ${result.reason}`, { compensate });
}
