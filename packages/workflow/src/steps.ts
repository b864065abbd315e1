import type { HumanDuration, JsonObject } from '@backstage/types';
import type { ApprovalRule } from './types';

/** How a step ends. `output` replaces those fields of the run's state. */
export type StepResult<S = JsonObject> =
  | { type: 'done'; output?: Partial<S> }
  | {
      type: 'wait';
      every?: HumanDuration;
      until?: Date;
      reason: string;
      output?: Partial<S>;
    }
  | { type: 'fail'; reason: string; compensate: boolean }
  | {
      type: 'ask-again';
      digest: string;
      required: ApprovalRule[];
      reason: string;
      output?: Partial<S>;
    };

/** The step is finished, and the next one follows. */
export function done<S>(output?: Partial<S>): StepResult<S> {
  return { type: 'done', output };
}

/**
 * The step is called again `every` so often or at `until`, whichever is earlier, or when somebody wakes the run.
 * The run keeps its lock. One of the two has to be given.
 */
export function wait<S>(options: {
  every?: HumanDuration;
  until?: Date;
  /** For people: what is waited for. */
  reason: string;
  output?: Partial<S>;
}): StepResult<S> {
  return { type: 'wait', ...options };
}

/** The run ends `failed`; with `compensate`, after its compensation, `rolled-back`. */
export function fail<S>(
  reason: string,
  options: { compensate?: boolean } = {},
): StepResult<S> {
  return { type: 'fail', reason, compensate: options.compensate ?? false };
}

/**
 * What was approved is not what would be done now: the approvals given are void, the lock goes to the next run, and
 * this one goes back to `awaiting-approval`. Approved again, it goes on at the step that asked.
 */
export function askAgain<S>(options: {
  digest: string;
  required: ApprovalRule[];
  reason: string;
  output?: Partial<S>;
}): StepResult<S> {
  return { type: 'ask-again', ...options };
}
