import { done, fail, wait, type Step } from '@towpath/workflow';
import type { Proposal } from '../promotions/proposalOf';
import type { DeliveryRun, DeliveryState } from '../promotions/runs';
import type { StepServices } from './StepServices';

const LOOK_AGAIN = { seconds: 15 };

interface MergeStepOptions {
  name: string;
  /** Absent where nothing is proposed: there is nothing to wait for. */
  proposalOf(run: DeliveryRun): Proposal | undefined;
  /** Where the state keeps the pull request, and the commit that has it in it. */
  pullRequest: 'pullRequest' | 'restorePullRequest';
  commit: 'written' | 'restored';
}

/** Waits until a pull request is merged; the merge is then what has to be deployed. */
export function mergeStep<I>(
  { repositories, promotions }: StepServices,
  options: MergeStepOptions,
): Step<I, DeliveryState> {
  return {
    name: options.name,
    async run(context) {
      const proposal = options.proposalOf(context.run as DeliveryRun);
      const proposed = context.state[options.commit];
      if (!proposal || !proposed) return done();
      const { repository: address, branch, pullRequest } = proposal;
      const repository = repositories.open({ url: address, branch });
      const { number, url } = pullRequest;
      const { state, mergeCommit: sha } = await repository.pullRequest(number);
      const seen = { [options.pullRequest]: { ...pullRequest, state } };
      if (state === 'closed') {
        return fail(
          `Pull request #${number} was closed without being merged: ${url}`,
        );
      }
      if (state === 'open' || !sha) {
        return wait({
          every: LOOK_AGAIN,
          reason: `Pull request #${number} waits to be merged: ${url}`,
          output: seen,
        });
      }
      await promotions.markWritten(context.runId, context.now());
      const merged = { ...proposed, sha, url: repository.commitUrl(sha) };
      return done({ ...seen, [options.commit]: merged });
    },
  };
}
