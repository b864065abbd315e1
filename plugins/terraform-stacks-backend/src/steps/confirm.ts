import {
  askAgain,
  done,
  fail,
  wait,
  type ApprovalRule,
  type Step,
  type StepContext,
} from '@towpath/workflow';
import type { Judgement } from '../judging/StackJudge';
import { whyUsed } from '../stacks/whyUsed';
import {
  deletes,
  isDry,
  type StackRunInput,
  type StackRunOf,
  type StackRunState,
} from '../model/StackRunInput';
import { findHere, LOOK_EVERY, type StepServices } from './StepServices';

/** The rule under which a plan is confirmed. */
export const CONFIRM = 'confirm';

type Context = StepContext<StackRunInput, StackRunState>;

/**
 * Gives the stack to the next run until somebody says that this plan is the one, and those whom rules of the platform
 * ask have agreed. What is confirmed is the digest of the plan file, and nothing else is applied. The rules are asked
 * again before it is: what they say may be another thing by then.
 */
export function confirmStep(
  services: StepServices,
): Step<StackRunInput, StackRunState> {
  return {
    name: 'confirm',
    harmless: true,
    async run(context) {
      const { input, state } = context;
      if (!state.plan || isDry(input)) return done();
      const why = await whyNoMore(services, input);
      if (why !== undefined) return fail(why);
      const found = await findHere<StackRunState>(services, input);
      if ('elsewhere' in found) return found.elsewhere;
      const planned = await found.stack.plan(context.runId);
      if (!planned) {
        const reason = 'Terraform plans';
        return wait<StackRunState>({ every: LOOK_EVERY, reason });
      }
      const { requestedBy } = context.run;
      const judged = await services.judge.judge({
        ...{ planned, input, requestedBy },
      });
      return decide(context, services, judged);
    },
  };
}

/** What was so when the run began, and may be no more; undefined when all is as it was. */
async function whyNoMore(
  { stacks, definitions }: StepServices,
  input: StackRunInput,
): Promise<string | undefined> {
  const { stack } = input;
  if ((await stacks.ownerOf(stack)) === undefined) {
    return `The stack "${stack}" is nobody's any more: what was in it has been deleted. Plan anew`;
  }
  if (!deletes(input)) return undefined;
  return whyUsed(stack, await definitions.usersOf(stack));
}

async function decide(
  { run, input, state }: Context,
  { judge }: StepServices,
  judged: Judgement,
) {
  const { verdicts, required: asked, denied } = judged;
  const { digest, summary } = state.plan!;
  if (!run.approval || denied) await judge.count(judged);
  if (denied) return fail<StackRunState>(denied);
  const confirm = { id: CONFIRM, count: 1, fourEyes: false };
  const required = [{ ...confirm, by: input.confirmedBy }, ...asked];
  if (isAgreed(run, digest, required)) return done<StackRunState>();
  return askAgain<StackRunState>({
    ...{ digest, required },
    reason: `Applies this plan once it is confirmed: ${summary}`,
    output: { verdicts },
  });
}

/** Each rule has as many people as it asks for; who may decide under it was looked at when they did. */
function isAgreed(
  { approval, requestedBy }: StackRunOf,
  digest: string,
  required: ApprovalRule[],
): boolean {
  if (approval?.digest !== digest) return false;
  return required.every(({ id, count, fourEyes, by = [] }) => {
    const asked = approval.required.find(one => one.id === id);
    const isSame = (asked?.by ?? []).join() === by.join();
    const people = approval.decisions
      .filter(one => one.verdict === 'approved' && one.digest === digest)
      .filter(one => !one.void && one.rules.includes(id))
      .map(one => one.by)
      .filter(person => !fourEyes || person !== requestedBy);
    return isSame && new Set(people).size >= count;
  });
}
