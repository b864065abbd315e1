import { askAgain, done, type Step } from '@towpath/workflow';
import {
  isDry,
  type StackRunInput,
  type StackRunOf,
  type StackRunState,
} from '../model/StackRunInput';

/** The rule under which a plan is confirmed. */
export const CONFIRM = 'confirm';

/**
 * Gives the stack to the next run until somebody says that this plan is the one. What is confirmed is the
 * digest of the plan file, and nothing else is applied.
 */
export const confirmStep: Step<StackRunInput, StackRunState> = {
  name: 'confirm',
  harmless: true,
  async run({ run, input, state }) {
    const { plan } = state;
    if (!plan || isDry(input) || isConfirmed(run, plan.digest)) return done();
    return askAgain({
      digest: plan.digest,
      required: [
        { id: CONFIRM, count: 1, fourEyes: false, by: input.confirmedBy },
      ],
      reason: `Applies this plan once it is confirmed: ${plan.summary}`,
    });
  },
};

function isConfirmed({ approval }: StackRunOf, digest: string): boolean {
  return (
    approval?.digest === digest &&
    approval.decisions.some(
      one => one.verdict === 'approved' && one.digest === digest && !one.void,
    )
  );
}
