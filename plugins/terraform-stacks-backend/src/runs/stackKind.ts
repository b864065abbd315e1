import { TERRAFORM_STACKS_RUNS } from '@towpath/plugin-terraform-stacks-common';
import type { RunDescription } from '@towpath/runs';
import { defineRunKind } from '@towpath/workflow';
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

/** A plan against a stack, and the apply of exactly that plan. */
export function stackKind(services: StepServices) {
  return defineRunKind<StackRunInput, StackRunState>({
    kind: TERRAFORM_STACKS_RUNS,
    facts: ({ input: { stack, intent } }) => ({ stack, intent }),
    steps: [
      planStep(services),
      confirmStep(services),
      applyStep(services),
      judgeStep,
    ],
  });
}

const TITLES: Record<Intent, string> = {
  change: 'Change',
  delete: 'Delete all in',
  'dry-run': 'Look what would change in',
  'dry-delete': 'Look what there is to delete in',
  settle: 'Bring earlier applies to their ends in',
};

/** A run in words, and what its page shows of it. */
export function presentStackRun({ input, state }: StackRunOf): RunDescription {
  return {
    title: `${TITLES[input.intent]} ${input.stack}`,
    where: input.stack,
    steps: {
      plan: 'Plan',
      confirm: 'Confirm the plan',
      apply: 'Apply the plan',
      judge: 'Say how it ended',
    },
    approvals: { [CONFIRM]: 'Confirmation of the plan' },
    notRetried:
      'A plan is applied once. Start the template over to plan anew and see what is left to do',
    details: { stack: input.stack, module: input.module, ...state },
  };
}
