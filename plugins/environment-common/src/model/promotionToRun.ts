import type { Run, RunApproval } from '@towpath/plugin-runs-common';
import type { Promotion } from '../api/types';
import { promotionTitle } from './words';

/** The kind of run that promotions and their rollbacks are. */
export const PROMOTION_RUNS = 'promotion';

/** A promotion or a rollback among the runs of all kinds; the whole of it is in the details. */
export function promotionToRun(promotion: Promotion): Run {
  const { id, service, to, status, approval } = promotion;
  return {
    id,
    kind: PROMOTION_RUNS,
    title: promotionTitle(promotion),
    subject: service,
    where: to,
    link: `/environments/promotions/${id}`,
    status,
    waitingFor: promotion.waitingFor,
    outcome: promotion.outcome,
    reason: promotion.reason,
    requestedBy: promotion.requestedBy,
    automatic: promotion.automatic,
    createdAt: promotion.createdAt,
    startedAt: promotion.startedAt,
    endedAt: promotion.endedAt,
    steps: promotion.steps,
    approval: toApproval(approval),
    can: promotion.can,
    details: { ...promotion },
  };
}

function toApproval({
  digest,
  required,
  decisions,
}: Promotion['approval']): RunApproval {
  return {
    digest,
    required: required.map(({ gate, title, given, rule }) => ({
      id: gate,
      title,
      given,
      count: rule.count,
      groups: rule.groups,
      fourEyes: rule.fourEyes,
    })),
    decisions,
  };
}
