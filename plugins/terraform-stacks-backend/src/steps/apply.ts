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
} from '../model/StackRunInput';
import {
  findHere,
  LOOK_EVERY,
  logEvents,
  type StepServices,
} from './StepServices';

/** While Terraform is at work nobody gives up to see how that ends: an hour and more. */
const MOST_ATTEMPTS = 100;

type Context = StepContext<StackRunInput, StackRunState>;

/** Applies the plan; whatever died meanwhile, it finds the Terraform that was begun, and how that ended. */
export function applyStep(
  services: StepServices,
): Step<StackRunInput, StackRunState> {
  const conclude = async (
    ending: RunEnding,
    { input, log }: Context,
    progress: ApplyProgress,
  ) => {
    const isGone = ending.applied && ending.stateSaved && deletes(input);
    if (isGone) await services.stacks.release(input.stack);
    const told = presentEnding(ending);
    const level = ending.outcome === 'succeeded' ? 'info' : 'error';
    told.words.forEach(words => log[level](words));
    progress.conclude(ending);
    return { ending: told, progress: progress.items };
  };
  return {
    name: 'apply',
    maxAttempts: MOST_ATTEMPTS,
    async run(context) {
      const { input, state } = context;
      if (!state.plan || isDry(input)) return done();
      const found = await findHere<StackRunState>(services, input);
      if ('elsewhere' in found) return found.elsewhere;
      const progress = progressOf(context);
      const looked = await look(found.stack, context, progress);
      return 'type' in looked
        ? looked
        : done(await conclude(looked, context, progress));
    },
    async settle(context) {
      const found = await findHere(services, context.input);
      if ('elsewhere' in found) throw new Error('Its folder is elsewhere');
      const progress = progressOf(context);
      const ending = await found.stack.stop(context.runId, {
        onEvent: follow(context, progress),
      });
      return ending && conclude(ending, context, progress);
    },
  };
}

const progressOf = ({ state: { plan, progress }, now }: Context) =>
  new ApplyProgress({ plan, known: progress, now });

/** Into the log of the run, and to what its page shows of each resource. */
function follow({ log }: Context, progress: ApplyProgress) {
  const tell = logEvents(log);
  return (event: TerraformEvent) => {
    progress.hear(event);
    tell(event);
  };
}

async function look(stack: Stack, context: Context, progress: ApplyProgress) {
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
