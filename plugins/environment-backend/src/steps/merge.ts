import { done, fail, wait, type Step } from '@towpath/workflow';
import type { DeliveryState, PromotionInput } from '../promotions/runs';
import { planOf } from '../promotions/runs';
import type { StepServices } from './StepServices';

const LOOK_AGAIN = { seconds: 15 };

/** Waits until the pull request is merged; the merge is then what has to be deployed. */
export function mergeStep({
  repositories,
}: StepServices): Step<PromotionInput, DeliveryState> {
  return {
    name: 'merge',
    async run(context) {
      const { written, pullRequest } = context.state;
      const { target } = planOf(context);
      if (!pullRequest || !written || target.type !== 'git') return done();
      const repository = repositories.open({
        url: target.repository,
        branch: target.branch,
      });
      const { number, url } = pullRequest;
      const { state, mergeCommit } = await repository.pullRequest(number);
      const seen = { ...pullRequest, state };
      if (state === 'closed') {
        return fail(
          `Pull request #${number} was closed without being merged: ${url}`,
        );
      }
      if (state === 'open' || !mergeCommit) {
        return wait({
          every: LOOK_AGAIN,
          reason: `Pull request #${number} waits to be merged: ${url}`,
          output: { pullRequest: seen },
        });
      }
      return done({
        pullRequest: seen,
        written: {
          ...written,
          sha: mergeCommit,
          url: repository.commitUrl(mergeCommit),
        },
      });
    },
  };
}
