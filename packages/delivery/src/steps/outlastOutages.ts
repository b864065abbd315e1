import { isError } from '@backstage/errors';
import { isFinal, isOutage } from '@towpath/argocd';
import {
  fail,
  pauseAfter,
  wait,
  type Step,
  type StepContext,
  type StepResult,
} from '@towpath/workflow';
import type { DeployState } from '../model/DeployState';
import { countedFrom } from './limit';

/** What is restarted answers again within seconds. */
const PAUSES = { shortest: 1_000, longest: 10_000 };
/** Longer than an upgrade of Argo CD or of the Git host takes. */
const LONGEST_OUTAGE_MINUTES = 60;

/**
 * A step that waits while Argo CD or the Git host cannot be reached, instead of using up its
 * attempts, and fails when that lasts for an hour. What it waits does not count against its limit. What
 * Argo CD refuses fails at once, in its words.
 */
export function outlastOutages<I, S extends DeployState>(
  step: Step<I, S>,
): Step<I, S> {
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
function outageSince({
  state,
  stepStartedAt,
}: Pick<StepContext<unknown, DeployState>, 'state' | 'stepStartedAt'>) {
  const since = new Date(state.outageSince ?? NaN);
  return since >= stepStartedAt ? since : undefined;
}

/** The outage is over, unless this look fails too. */
async function runAgain<I, S extends DeployState>(
  step: Step<I, S>,
  context: StepContext<I, S>,
  since: Date,
): Promise<StepResult<S>> {
  const lastedMs = context.now().getTime() - since.getTime();
  const from = new Date(countedFrom(context) + lastedMs).toISOString();
  const state = { ...context.state, countedFrom: from, outageSince: undefined };
  const result = await step.run({ ...context, state });
  return result.type === 'fail'
    ? result
    : {
        ...result,
        output: {
          ...fieldsOf<S>({ countedFrom: from, outageSince: undefined }),
          ...result.output,
        },
      };
}

function waitOrGiveUp<S extends DeployState>(
  { now }: Pick<StepContext, 'now'>,
  since: Date,
  { message }: Error,
): StepResult<S> {
  const lastedMs = now().getTime() - since.getTime();
  return lastedMs > LONGEST_OUTAGE_MINUTES * 60_000
    ? fail(`Given up after ${LONGEST_OUTAGE_MINUTES} min: ${message}`)
    : wait({
        every: pauseAfter(lastedMs, PAUSES),
        reason: message,
        output: fieldsOf<S>({ outageSince: since.toISOString() }),
      });
}

/** A state that has these fields has them of these types. */
function fieldsOf<S extends DeployState>(fields: DeployState) {
  return fields as Partial<S>;
}

function isAway(error: unknown): error is Error {
  return (
    isOutage(error) ||
    (isError(error) && error.name === 'ServiceUnavailableError')
  );
}
