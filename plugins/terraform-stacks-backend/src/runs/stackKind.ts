import { TERRAFORM_STACKS_RUNS } from '@towpath/plugin-terraform-stacks-common';
import type { RunDescription } from '@towpath/runs';
import { defineRunKind, type RunKind } from '@towpath/workflow';
import type {
  Intent,
  StackRunInput,
  StackRunOf,
  StackRunState,
} from '../model/StackRunInput';
import { applyStep } from '../steps/apply';
import { CONFIRM, confirmStep } from '../steps/confirm';
import { judgeStep } from '../steps/judge';
import { planStep } from '../steps/plan';
import type { StepServices } from '../steps/StepServices';
import type { RunEndings } from './RunEndings';

/** The kind of runs by which the portal looks at stacks. They are in no list of runs, and gone soon. */
export const DRIFT_RUNS = 'terraform-stacks-drift';

/** A plan against a stack, and the apply of exactly that plan. */
export function stackKind(services: StackKindServices) {
  return defineRunKind<StackRunInput, StackRunState>({
    ...kindOf(services),
    kind: TERRAFORM_STACKS_RUNS,
  });
}

/** Looks what was changed outside of Terraform: what it has seen is kept with the stack. */
export function driftKind(services: StackKindServices) {
  return defineRunKind<StackRunInput, StackRunState>({
    ...kindOf(services),
    kind: DRIFT_RUNS,
    retention: { days: 2 },
  });
}

interface StackKindServices extends StepServices {
  /** Keeps with the stack what a run has come to. */
  endings?: Pick<RunEndings, 'keep'>;
}

function kindOf(
  services: StackKindServices,
): Omit<RunKind<StackRunInput, StackRunState>, 'kind'> {
  const { endings } = services;
  return {
    facts: ({ input: { stack, intent } }) => ({ stack, intent }),
    steps: [
      planStep(services),
      confirmStep(services),
      applyStep(services),
      judgeStep,
    ],
    onEnd: endings && ((run, trx) => endings.keep(run, trx)),
  };
}

const TITLES: Record<Intent, string> = {
  change: 'Change',
  delete: 'Delete all in',
  'dry-run': 'Look what would change in',
  'dry-delete': 'Look what there is to delete in',
  drift: 'Look what was changed outside of Terraform in',
  'accept-drift': 'Take over what was changed outside of Terraform in',
  settle: 'Bring earlier applies to their ends in',
};

/** A run in words, and what its page shows of it. What is kept of the state for the portal itself is not for people. */
export function presentStackRun({ input, state }: StackRunOf): RunDescription {
  const { left: _, ...shown } = state;
  return {
    title: `${TITLES[input.intent]} ${input.stack}`,
    where: input.stack,
    reason: input.reason,
    steps: {
      plan: 'Plan',
      confirm: 'Confirm the plan',
      apply: 'Apply the plan',
      judge: 'Say how it ended',
    },
    approvals: { [CONFIRM]: 'Confirmation of the plan' },
    notRetried:
      'A plan is applied once. Plan anew, or start the template over, to see what is left to do',
    details: {
      ...{ stack: input.stack, intent: input.intent },
      ...{ module: input.module, commit: input.commit },
      ...{ replace: input.replace, targets: input.targets },
      ...shown,
    },
  };
}
