import type { Promotion } from '@towpath/plugin-environment-common';
import { isRollback, planOf, type DeliveryRun } from './runs';

/** A pull request that a run has opened, and where. */
export interface Proposal {
  /** Clone address. */
  repository: string;
  branch: string;
  pullRequest: NonNullable<Promotion['pullRequest']>;
}

/** The pull request by which a run delivers; undefined when there is none, or none yet. */
export function proposalOf(run: DeliveryRun): Proposal | undefined {
  return isRollback(run)
    ? toProposal(run.input.reversal.written, run.state.restorePullRequest)
    : toProposal(planOf(run).target, run.state.pullRequest);
}

/**
 * The pull request that a run has left open when it ended without delivering. Whoever merged it later
 * would bring what nobody waits for any more.
 */
export function leftOpenBy(run: DeliveryRun): Proposal | undefined {
  const proposal = proposalOf(run);
  const isGivenUp = run.status === 'cancelled' || run.status === 'failed';
  return isGivenUp && proposal?.pullRequest.state === 'open'
    ? proposal
    : undefined;
}

/** The pull request by which a run takes back what was delivered. */
export function restoreProposalOf(run: DeliveryRun): Proposal | undefined {
  return isRollback(run)
    ? proposalOf(run)
    : toProposal(planOf(run).target, run.state.restorePullRequest);
}

function toProposal(
  target: { type: string; repository?: string; branch?: string },
  pullRequest: Proposal['pullRequest'] | undefined,
): Proposal | undefined {
  const { repository, branch } = target;
  return repository && branch && pullRequest
    ? { repository, branch, pullRequest }
    : undefined;
}
