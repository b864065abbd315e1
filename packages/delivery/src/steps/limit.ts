import { fail, type StepContext, type StepResult } from '@towpath/workflow';
import type { DeployState } from '../model/DeployState';

const USUAL_MINUTES = 10;

/** How long what was written may take, and what follows when it takes longer. */
export interface Limit {
  /** Absent where nobody has said: then as usual, or as long as the workload gives itself. */
  timeoutMinutes?: number;
  /** Whether it is taken back then. */
  compensate: boolean;
}

interface Lack {
  /** Begins what is said once the limit is over: "Not deployed". */
  lack: string;
  /** How many minutes the workload gives itself. Asked only where it matters. */
  ownMinutes(): Promise<number>;
}

/** From when on the limit of a step is counted, in milliseconds since 1970. */
export function countedFrom({
  stepStartedAt,
  state,
}: Pick<StepContext<unknown, DeployState>, 'stepStartedAt' | 'state'>): number {
  const later = Date.parse(state.countedFrom ?? '') || 0;
  return Math.max(stepStartedAt.getTime(), later);
}

/** The result of a look, or a failure once the limit is over. */
export async function withinLimit(
  { stepStartedAt, state, now }: StepContext<unknown, DeployState>,
  result: StepResult<DeployState>,
  { timeoutMinutes, compensate }: Limit,
  { lack, ownMinutes }: Lack,
): Promise<StepResult<DeployState>> {
  if (result.type !== 'wait') return result;
  const seen = { ...state, ...result.output };
  const from = countedFrom({ stepStartedAt, state: seen });
  const isOver = (minutes: number) =>
    now().getTime() >= from + minutes * 60_000;
  const told = timeoutMinutes ?? USUAL_MINUTES;
  if (!isOver(told)) return result;
  const own = timeoutMinutes === undefined ? await ownMinutes() : 0;
  const minutes = Math.max(told, own);
  if (!isOver(minutes)) return result;
  return fail(`${lack} after ${minutes} min. ${result.reason}`, { compensate });
}
