import { isError } from '@backstage/errors';
import { isFinal, isOutage } from '@towpath/argocd';
import {
  fail,
  wait,
  type Step,
  type StepContext,
  type StepResult,
} from '@towpath/workflow';
import type { DeliveryState } from '../model/runs';
import { countedFrom } from './limit';

const RETRY = { seconds: 10 };
/** Longer than an upgrade of Argo CD or of the Git host takes. */
const PATIENCE_MINUTES = 60;

type Context<I> = StepContext<I, DeliveryState>;

/**
 * A step that waits while Argo CD or the Git host cannot be reached, instead of using up its
 * attempts, and fails when that lasts for an hour. What it waits does not count against its limit. What
 * Argo CD refuses fails at once, in its words.
 */
export function patient<I>(
  step: Step<I, DeliveryState>,
): Step<I, DeliveryState> {
  return {
    ...step,
    async run(context) {
      const since = outageSince(context);
      try {
        return await (since
          ? runAgain(step, context, since)
          : step.run(context));
      } catch (error) {
        context.signal.throwIfAborted();
        // Argo CD would say the same each time: who reads it has to do something.
        if (isFinal(error)) return fail(error.message);
        if (!isAway(error)) throw error;
        return waitOrGiveUp(context, since ?? context.now(), error);
      }
    },
  };
}

/** Since when nothing was reached in this try of the step. */
function outageSince({ state, stepStartedAt }: Context<unknown>) {
  const since = new Date(state.outageSince ?? NaN);
  return since >= stepStartedAt ? since : undefined;
}

/** The outage is over, unless this look fails too. */
async function runAgain<I>(
  step: Step<I, DeliveryState>,
  context: Context<I>,
  since: Date,
): Promise<StepResult<DeliveryState>> {
  const lastedMs = context.now().getTime() - since.getTime();
  const from = new Date(countedFrom(context) + lastedMs).toISOString();
  const state = { ...context.state, countedFrom: from, outageSince: undefined };
  const result = await step.run({ ...context, state });
  return result.type === 'fail'
    ? result
    : {
        ...result,
        output: { countedFrom: from, outageSince: undefined, ...result.output },
      };
}

function waitOrGiveUp(
  { now }: Context<unknown>,
  since: Date,
  { message }: Error,
): StepResult<DeliveryState> {
  const lastedMs = now().getTime() - since.getTime();
  return lastedMs > PATIENCE_MINUTES * 60_000
    ? fail(`Given up after ${PATIENCE_MINUTES} min: ${message}`)
    : wait({
        every: RETRY,
        reason: message,
        output: { outageSince: since.toISOString() },
      });
}

function isAway(error: unknown): error is Error {
  return (
    isOutage(error) ||
    (isError(error) && error.name === 'ServiceUnavailableError')
  );
}
