import type { Stack } from '@towpath/terraform';
import { describeEvent, type TerraformEvent } from '@towpath/terraform';
import { fail, wait, type StepLog, type StepResult } from '@towpath/workflow';
import type { StackJudge } from '../judging/StackJudge';
import type { StackRunInput } from '../model/StackRunInput';
import type { EarlierStates } from '../state/EarlierStates';
import type { LostRuns } from '../state/LostRuns';
import type { DefinitionStore } from '../stacks/DefinitionStore';
import type { Stacks } from '../stacks/Stacks';

/** What the steps work with. */
export interface StepServices {
  stacks: Stacks;
  definitions: Pick<DefinitionStore, 'usersOf'>;
  /** Keys of digests of what is secret; none where nothing is sealed. */
  digestKeys: Buffer[];
  judge: Pick<StackJudge, 'judge' | 'count'>;
  earlier: Pick<EarlierStates, 'bringIn'>;
  lost: Pick<LostRuns, 'whyLost' | 'describe'>;
}

/** How long nobody looks who is not told of an end. */
export const LOOK_EVERY = { seconds: 2 };

const ELSEWHERE_EVERY = { seconds: 5 };

/** The stack of a run, or a wait until the run comes to a backend that reaches what it was given. */
export async function findHere<S>(
  { stacks, lost }: Pick<StepServices, 'stacks' | 'lost'>,
  { stack, place, environment }: StackRunInput,
): Promise<{ stack: Stack } | { elsewhere: StepResult<S>; lost?: string }> {
  if (place === stacks.place) {
    return { stack: await stacks.get(stack, environment) };
  }
  const why = await lost.whyLost(place);
  if (why !== undefined) return { elsewhere: fail(why), lost: why };
  return {
    elsewhere: wait({
      every: ELSEWHERE_EVERY,
      reason:
        'What it was given lies in another folder than that of the backend that looked. It goes on in one that has the folder',
    }),
  };
}

/** Puts what Terraform tells into the log of the run. */
export function logEvents(log: StepLog): (event: TerraformEvent) => void {
  return event => {
    const line = describeEvent(event);
    if (line !== undefined) log[levelOf(event)](line);
  };
}

function levelOf(event: TerraformEvent): 'info' | 'warn' | 'error' {
  const severity =
    event.type === 'diagnostic'
      ? event.diagnostic.severity
      : event.type === 'message' && event.severity;
  if (severity === 'error') return 'error';
  return severity === 'warning' ? 'warn' : 'info';
}
