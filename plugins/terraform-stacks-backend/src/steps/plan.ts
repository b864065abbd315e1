import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type { Stack } from '@towpath/terraform';
import {
  done,
  fail,
  wait,
  type Step,
  type StepContext,
} from '@towpath/workflow';
import { presentPlan } from '../model/presentPlan';
import {
  isAboutDrift,
  isDry,
  type StackRunInput,
  type StackRunState,
} from '../model/StackRunInput';
import {
  findHere,
  LOOK_EVERY,
  logEvents,
  type StepServices,
} from './StepServices';

/** Said beside a plan of some addresses. */
const PARTIAL =
  'Only some addresses were planned: once this is applied, more may be left to do. Plan all of the stack afterwards';

type Context = StepContext<StackRunInput, StackRunState>;

/** Plans, once what earlier runs did is in the state. */
export function planStep(
  services: StepServices,
): Step<StackRunInput, StackRunState> {
  return {
    name: 'plan',
    harmless: true,
    async run(context) {
      const found = await findHere<StackRunState>(services, context.input);
      if ('elsewhere' in found) return found.elsewhere;
      return plan(found.stack, services, context);
    },
    async settle({ input, runId }) {
      const found = await findHere(services, input);
      if ('stack' in found) await found.stack.stop(runId);
      return undefined;
    },
  };
}

async function plan(
  stack: Stack,
  { judge, earlier }: StepServices,
  { input, run: { requestedBy }, runId, log }: Context,
) {
  const settled = isDry(input) ? undefined : await stack.settle(runId);
  try {
    const busy = settled ?? (await earlier.bringIn(input.stack, stack));
    if (busy) {
      const reason = `Waits: ${busy}`;
      return wait<StackRunState>({ every: LOOK_EVERY, reason });
    }
    if (input.intent === 'settle') return done<StackRunState>();
    const planned = await stack.plan(runId, {
      timeoutMs: input.timeoutMs,
      onEvent: logEvents(log),
    });
    if (!planned) {
      const reason = 'Terraform plans';
      return wait<StackRunState>({ every: LOOK_EVERY, reason });
    }
    if (input.intent === 'drift') {
      return done<StackRunState>({ plan: presentPlan(planned, true) });
    }
    const { verdicts } = await judge.judge({ planned, input, requestedBy });
    const shown = presentPlan(planned, isAboutDrift(input));
    if (shown.partial) log.warn(PARTIAL);
    if (input.commit) log.info(`The module is at commit ${input.commit}`);
    input.notes?.forEach(note => log.warn(note));
    verdicts.forEach(({ policy, rule, effect, message }) =>
      log.warn(`${effect} by ${policy}: ${rule}: ${message}`),
    );
    return done<StackRunState>({ plan: shown, verdicts });
  } catch (error) {
    if (isFinal(error)) return fail<StackRunState>(error.message);
    throw error;
  }
}

/** What Terraform says of a module stays so however often it is asked. */
function isFinal(error: unknown): error is Error {
  return (
    error instanceof InputError ||
    error instanceof NotFoundError ||
    error instanceof ConflictError
  );
}
