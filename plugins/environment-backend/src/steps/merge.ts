import {
  done,
  fail,
  wait,
  type Step,
  type StepContext,
} from '@towpath/workflow';
import type { Proposal } from '../model/proposalOf';
import {
  asDelivery,
  type DeliveryRun,
  type DeliveryState,
} from '../model/runs';
import type { StepServices } from './StepServices';
import { writeOf } from './writeOf';

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
  services: StepServices,
  options: MergeStepOptions,
): Step<I, DeliveryState> {
  return {
    name: options.name,
    async run(context) {
      const seen = await look(services, context, options);
      if (!seen || seen.isMerged) return done(seen?.output);
      const { number, url, state } = seen.pullRequest;
      return state === 'closed'
        ? fail(
            `Pull request #${number} was closed without being merged: ${url}`,
          )
        : wait({
            every: LOOK_AGAIN,
            reason: `Pull request #${number} waits to be merged: ${url}`,
            output: seen.output,
          });
    },
    async settle(context) {
      const seen = await look(services, context, options);
      return seen?.output;
    },
  };
}

/** How the pull request is now; undefined where nothing is proposed. */
async function look<I>(
  { repositories, writes }: StepServices,
  { run, state, now }: StepContext<I, DeliveryState>,
  options: MergeStepOptions,
) {
  const proposal = options.proposalOf(asDelivery(run));
  const proposed = state[options.commit];
  if (!proposal || !proposed) return undefined;
  const { repository: url, branch } = proposal;
  const repository = repositories.open({ url, branch });
  const found = await repository.pullRequest(proposal.pullRequest.number);
  const sha = found.state === 'merged' ? found.mergeCommit : undefined;
  if (sha) await writes.add(writeOf(asDelivery(run), now()));
  const pullRequest = { ...proposal.pullRequest, state: found.state };
  const output: Partial<DeliveryState> = {
    [options.pullRequest]: pullRequest,
    ...(sha && {
      [options.commit]: { ...proposed, sha, url: repository.commitUrl(sha) },
    }),
  };
  return { pullRequest, isMerged: Boolean(sha), output };
}
