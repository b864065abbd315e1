import {
  environmentPromotionCreatePermission,
  type Promotion,
} from '@towpath/plugin-environment-common';
import type { ProtectionTable } from '../api/protect';
import type { PromotionService } from './PromotionService';

const READ = { eventId: 'promotion-read', severityLevel: 'low' } as const;

/** Who may call what of {@link PromotionService}, and how it is written down. */
export const promotionProtection: ProtectionTable<PromotionService> = {
  list: {
    ...READ,
    meta: ({ service, environment }) => ({ service, environment }),
  },
  get: { ...READ, meta: id => ({ id }) },
  log: { ...READ, meta: id => ({ id }) },
  previewRollback: { ...READ, meta: id => ({ id }) },
  promote: {
    // What a pipeline does: see docs/adr/0008.
    callers: { service: environmentPromotionCreatePermission },
    eventId: 'promotion-create',
    meta: ({ service, from, to, version, reason, overrideSetback }) => ({
      service,
      from,
      to,
      version,
      reason,
      overrideSetback,
    }),
    outcome: outcomeOf,
  },
  approve: {
    callers: 'person',
    eventId: 'promotion-approve',
    meta: (id, { digest, comment }) => ({ id, digest, comment }),
    outcome: outcomeOf,
  },
  reject: {
    callers: 'person',
    eventId: 'promotion-reject',
    meta: (id, { comment }) => ({ id, comment }),
    outcome: outcomeOf,
  },
  cancel: {
    callers: 'person',
    eventId: 'promotion-cancel',
    meta: (id, { reason }) => ({ id, reason }),
    outcome: outcomeOf,
  },
  retry: {
    callers: 'person',
    eventId: 'promotion-retry',
    meta: id => ({ id }),
    outcome: outcomeOf,
  },
  rollback: {
    callers: 'person',
    eventId: 'promotion-rollback',
    severityLevel: (_id, { overrideFreeze }) =>
      overrideFreeze ? 'critical' : 'high',
    meta: (id, { reason, overrideFreeze }) => ({
      reverts: id,
      reason,
      overrideFreeze,
    }),
    outcome: outcomeOf,
  },
};

function outcomeOf(promotion: Promotion) {
  const { id, service, to, version, status, approval } = promotion;
  const approvedBy = approval.decisions
    .filter(one => one.verdict === 'approved' && !one.void)
    .map(({ by }) => by);
  return { id, service, to, version, status, approvedBy };
}
