import type { Promotion } from '@towpath/plugin-environment-common';
import {
  PERSONS_ONLY,
  toMay,
  type Ability,
  countGiven,
  presentDecisions,
} from '@towpath/runs';
import {
  approvalBy,
  cancelOf,
  retryOf,
  rollbackOf,
  type Surroundings,
} from '../model/abilities';
import { approversOf, askingGates } from '../model/approvals';
import type { Person } from '../model/Person';
import { leftOpenBy, proposalOf } from '../model/proposalOf';
import {
  deliveryOf,
  isRollback,
  planOf,
  type DeliveryRun,
  type PromotionRun,
} from '../model/runs';
import { presentSteps } from './presentSteps';

const iso = (date?: Date) => date?.toISOString();

/** A run as the API answers it, with what the person who asks can do with it now. */
export function presentPromotion(
  run: DeliveryRun,
  surroundings: Surroundings,
  person?: Person,
): Promotion {
  const { service, from, to, version, image, current, edits, application } =
    deliveryOf(run);
  const isAlive = run.endedAt === undefined;
  return {
    id: run.id,
    kind: isRollback(run) ? 'rollback' : 'promotion',
    service: service.ref,
    ...(!isRollback(run) && { from }),
    to,
    version,
    image,
    fromVersion: current?.version,
    status: run.status,
    waitingFor: isAlive ? byName(awaited(run)) : undefined,
    outcome: isAlive ? undefined : byName(run.reason),
    reason: run.input.reason,
    requestedBy: run.requestedBy,
    automatic: !isRollback(run) && run.input.automatic,
    createdAt: run.createdAt.toISOString(),
    startedAt: iso(run.startedAt),
    endedAt: iso(run.endedAt),
    steps: presentSteps(run),
    notCounted: run.state.notCounted,
    edits,
    ...(!isRollback(run) && {
      gates: planOf(run).gates,
      needs: planOf(run).needs?.shown,
      commits: planOf(run).commits.items ?? [],
    }),
    ...presentWrite(run),
    application: { name: application.name, url: application.url },
    approval: presentApproval(run),
    reverts: isRollback(run) ? run.input.reversal.reverts : undefined,
    revertedBy: surroundings.revertedBy,
    can: presentAbilities(run, surroundings, person),
  };
}

/** Runs say whom they mean by reference; people read names. */
function byName(text?: string): string | undefined {
  return text?.replace(/\b(?:user|group):[\w.-]+\/([\w.-]*\w)/g, '$1');
}

function awaited(run: DeliveryRun): string | undefined {
  if (run.cancelRequestedBy) {
    return 'Cancelled; it ends once it is known what has been written';
  }
  return run.reason ?? approvalAwaited(run);
}

function approvalAwaited(run: DeliveryRun): string | undefined {
  if (run.status !== 'awaiting-approval' || isRollback(run)) return undefined;
  const groups = approversOf(planOf(run).gates);
  return `Approval by ${groups.join(' or ')}`;
}

function presentWrite(
  run: DeliveryRun,
): Pick<Promotion, 'commit' | 'revert' | 'pullRequest'> {
  const { written, restored } = run.state;
  const commit = written ?? restored;
  const revert = written && restored;
  const pullRequest = proposalOf(run)?.pullRequest;
  // It is closed, at the latest when the Git host answers again.
  const isClosed = leftOpenBy(run) !== undefined;
  return {
    ...(commit && { commit: { sha: commit.sha, url: commit.url } }),
    ...(revert && { revert: { sha: revert.sha, url: revert.url } }),
    ...(pullRequest && {
      pullRequest: isClosed ? { ...pullRequest, state: 'closed' } : pullRequest,
    }),
  };
}

function presentApproval(run: DeliveryRun): Promotion['approval'] {
  if (isRollback(run)) return { digest: '', required: [], decisions: [] };
  const decisions = run.approval?.decisions ?? [];
  return {
    digest: run.approval?.digest ?? planOf(run).digest,
    required: requiredOf(run),
    decisions: presentDecisions(decisions),
  };
}

function requiredOf(run: PromotionRun): Promotion['approval']['required'] {
  const decisions = run.approval?.decisions ?? [];
  return askingGates(planOf(run).gates).map(({ id, title, approval }) => ({
    gate: id,
    title,
    given: countGiven(decisions, id),
    rule: approval,
  }));
}

function presentAbilities(
  run: DeliveryRun,
  surroundings: Surroundings,
  person?: Person,
): Promotion['can'] {
  const forPerson = (ability: () => Ability) =>
    toMay(person ? ability() : PERSONS_ONLY);
  const approval = () => approvalBy(run, person!).ability;
  return {
    approve: forPerson(approval),
    reject: forPerson(approval),
    cancel: forPerson(() => cancelOf(run)),
    retry: forPerson(() => retryOf(run, surroundings)),
    rollback: forPerson(() => rollbackOf(run, surroundings)),
  };
}
