import { ConflictError, NotFoundError } from '@backstage/errors';
import type { RunEnding, Stack } from '@towpath/terraform';
import {
  done,
  fail,
  wait,
  type Step,
  type StepContext,
} from '@towpath/workflow';
import { presentEnding } from '../model/presentPlan';
import {
  deletes,
  isDry,
  type StackRunInput,
  type StackRunState,
  type StateFacts,
} from '../model/StackRunInput';
import {
  findHere,
  LOOK_EVERY,
  logEvents,
  type StepServices,
} from './StepServices';
import { v7 as uuid } from 'uuid';
import { readFacts } from '../model/readFacts';

/** While Terraform is at work nobody gives up to see how that ends: an hour and more. */
const MOST_ATTEMPTS = 100;

type Context = StepContext<StackRunInput, StackRunState>;

/** Applies the plan; whatever died meanwhile, it finds the Terraform that was begun, and how that ended. */
export function applyStep(
  services: StepServices,
): Step<StackRunInput, StackRunState> {
  const conclude = async (
    ending: RunEnding,
    stack: Stack,
    { input, log }: Context,
  ) => {
    const isWhole = !input.targets?.length;
    const isOver = ending.applied && ending.stateSaved;
    const isGone = isOver && isWhole && deletes(input);
    if (isGone) await services.stacks.release(input.stack);
    const told = presentEnding(ending);
    const level = ending.outcome === 'succeeded' ? 'info' : 'error';
    told.words.forEach(words => log[level](words));
    return { ending: told, left: await readLeft(stack) };
  };
  return {
    name: 'apply',
    maxAttempts: MOST_ATTEMPTS,
    async run(context) {
      const { input, state } = context;
      if (!state.plan || isDry(input)) return done();
      const found = await findHere<StackRunState>(services, input);
      if ('lost' in found) {
        return fail(await services.lost.describe(found.lost!, context));
      }
      if ('elsewhere' in found) return found.elsewhere;
      const looked = await look(found.stack, context);
      return 'type' in looked
        ? looked
        : done(await conclude(looked, found.stack, context));
    },
    async settle(context) {
      const found = await findHere(services, context.input);
      if ('lost' in found) return undefined;
      if ('elsewhere' in found) throw new Error('Its folder is elsewhere');
      const ending = await found.stack.stop(context.runId, {
        onEvent: logEvents(context.log),
      });
      return ending && conclude(ending, found.stack, context);
    },
  };
}

/** What is kept of the state beside it is no reason to take an apply for failed. */
async function readLeft(stack: Stack): Promise<StateFacts | undefined> {
  try {
    return readFacts(await stack.pullState(uuid()));
  } catch {
    return undefined;
  }
}

async function look(stack: Stack, { runId, input, state, log }: Context) {
  const busy = !stack.hasBegun(runId) && (await stack.settle(runId));
  if (busy) {
    const reason = `Waits: ${busy}`;
    return wait<StackRunState>({ every: LOOK_EVERY, reason });
  }
  try {
    const ending = await stack.apply({
      run: runId,
      digest: state.plan!.digest,
      timeoutMs: input.timeoutMs,
      onEvent: logEvents(log),
    });
    const reason = 'Terraform applies the plan';
    return ending ?? wait<StackRunState>({ every: LOOK_EVERY, reason });
  } catch (error) {
    if (error instanceof ConflictError || error instanceof NotFoundError) {
      return fail<StackRunState>(error.message);
    }
    throw error;
  }
}
