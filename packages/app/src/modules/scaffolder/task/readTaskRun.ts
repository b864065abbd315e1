import type {
  LogEvent,
  ScaffolderTask,
  ScaffolderTaskOutput,
  ScaffolderTaskStatus,
} from '@backstage/plugin-scaffolder-common';
import type { LogItem, RunStepItem } from '@towpath/ui';
import { readLine } from './readLine';

/** A task of the scaffolder as far as it has come. */
export interface TaskRun {
  status: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  /** Somebody wants it to end, and it has not ended yet. */
  isCancelling: boolean;
  steps: RunStepItem[];
  lines: LogItem[];
  /** Why it failed. */
  error?: { name: string; message: string };
  output?: ScaffolderTaskOutput;
}

/** Whether more is to come. */
export const isGoing = ({ status }: Pick<TaskRun, 'status'>): boolean =>
  status === 'queued' || status === 'running';

interface StepState {
  status: ScaffolderTaskStatus;
  startedAt?: string;
  endedAt?: string;
}

/** What the stream sends with an ending, beside what its type says. */
type Ending = LogEvent['body'] & Pick<TaskRun, 'error' | 'output'>;

const stepStatus: Record<ScaffolderTaskStatus, RunStepItem['status']> = {
  open: 'pending',
  processing: 'running',
  completed: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  skipped: 'skipped',
};

/** How it stood when it was asked for, until its events have come. */
const runStatus: Record<ScaffolderTaskStatus, TaskRun['status']> = {
  open: 'queued',
  processing: 'running',
  completed: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
  skipped: 'succeeded',
};

/** Where its events have brought a task. The order of ids is that of time. */
export function readTaskRun(
  { spec, status }: Pick<ScaffolderTask, 'spec' | 'status'>,
  events: LogEvent[],
): TaskRun {
  const steps = new Map<string, StepState>();
  let isCancelled = false;
  let ending: Ending | undefined;
  for (const event of events) {
    if (event.type === 'recovered') {
      // It begins again from the first step; what is done is passed over quickly.
      steps.clear();
      isCancelled = false;
      ending = undefined;
    } else if (event.type === 'cancelled') {
      isCancelled = true;
    } else if (event.type === 'completion') {
      ending = event.body;
    } else {
      takeStep(steps, event);
    }
  }
  return {
    status:
      events.length > 0 ? statusOf(isCancelled, ending) : runStatus[status],
    isCancelling: isCancelled && !ending,
    steps: spec.steps.map(({ id, name }) => {
      const { status: at = 'open', ...times } = steps.get(id) ?? {};
      // A step that is stopped says so by failing.
      const how = isCancelled && at === 'failed' ? 'cancelled' : at;
      return { name: id, title: name, status: stepStatus[how], ...times };
    }),
    lines: events.filter(({ type }) => type === 'log').map(readLine),
    error: isCancelled ? undefined : ending?.error,
    output: ending?.output,
  };
}

function takeStep(steps: Map<string, StepState>, event: LogEvent) {
  const { stepId, status } = event.body;
  if (!stepId || !status) return;
  if (status === 'processing') {
    steps.set(stepId, { status, startedAt: event.createdAt });
  } else {
    const { startedAt } = steps.get(stepId) ?? {};
    steps.set(stepId, { status, startedAt, endedAt: event.createdAt });
  }
}

function statusOf(isCancelled: boolean, ending?: Ending): TaskRun['status'] {
  if (!ending) return 'running';
  if (isCancelled) return 'cancelled';
  return ending.error ? 'failed' : 'succeeded';
}
