import { ConflictError, NotFoundError } from '@backstage/errors';
import type { RunEnding, Stack, TerraformEvent } from '@towpath/terraform';
import {
  done,
  fail,
  wait,
  type Step,
  type StepContext,
} from '@towpath/workflow';
import { ApplyProgress } from '../model/ApplyProgress';
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

/** Where it is applied, and how far it is. */
interface Applied {
  stack: Stack;
  progress: ApplyProgress;
}

/** Applies the plan; whatever died meanwhile, it finds the Terraform that was begun, and how that ended. */
export function applyStep(
  services: StepServices,
): Step<StackRunInput, StackRunState> {
  const conclude = async (
    ending: RunEnding,
    { input, log }: Context,
    { stack, progress }: Applied,
  ) => {
    const isWhole = !input.targets?.length;
    const isOver = ending.applied && ending.stateSaved;
    const isGone = isOver && isWhole && deletes(input);
    if (isGone) await services.stacks.release(input.stack);
    const told = presentEnding(ending);
    const level = ending.outcome === 'succeeded' ? 'info' : 'error';
    told.words.forEach(words => log[level](words));
    progress.conclude(ending);
    return {
      ending: told,
      progress: progress.items,
      left: await readLeft(stack, services.digestKeys),
    };
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
      const applied = { stack: found.stack, progress: progressOf(context) };
      const looked = await look(applied, context);
      return 'type' in looked
        ? looked
        : done(await conclude(looked, context, applied));
    },
    async settle(context) {
      const found = await findHere(services, context.input);
      if ('lost' in found) return undefined;
      if ('elsewhere' in found) throw new Error('Its folder is elsewhere');
      const applied = { stack: found.stack, progress: progressOf(context) };
      const ending = await found.stack.stop(context.runId, {
        onEvent: follow(context, applied.progress),
      });
      return ending && conclude(ending, context, applied);
    },
  };
}

function progressOf({ state: { plan, progress }, now }: Context) {
  return new ApplyProgress({ plan, known: progress, now });
}

/** Into the log of the run, and to what its page shows of each resource. */
function follow({ log }: Context, progress: ApplyProgress) {
  const tell = logEvents(log);
  return (event: TerraformEvent) => {
    progress.hear(event);
    tell(event);
  };
}

/** What is kept of the state beside it is no reason to take an apply for failed. */
async function readLeft(
  stack: Stack,
  keys: Buffer[],
): Promise<StateFacts | undefined> {
  try {
    return readFacts(await stack.pullState(uuid()), keys);
  } catch {
    return undefined;
  }
}

async function look({ stack, progress }: Applied, context: Context) {
  const { runId, input, state } = context;
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
      onEvent: follow(context, progress),
    });
    const reason = 'Terraform applies the plan';
    const output = { progress: progress.items };
    return ending ?? wait({ every: LOOK_EVERY, reason, output });
  } catch (error) {
    if (error instanceof ConflictError || error instanceof NotFoundError) {
      return fail<StackRunState>(error.message);
    }
    throw error;
  }
}
