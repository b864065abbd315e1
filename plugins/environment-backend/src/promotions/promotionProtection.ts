import type { Asker, Caller, ProtectionTable } from '@towpath/backend-kit';
import {
  environmentPromotionApprovePermission as approvePermission,
  environmentPromotionCreatePermission as createPermission,
  environmentPromotionManagePermission as managePermission,
  environmentPromotionReadPermission as readPermission,
  environmentPromotionRollbackPermission as rollbackPermission,
  type Promotion,
} from '@towpath/plugin-environment-common';
import type { ServiceCatalog } from '../catalog/ServiceCatalog';
import { onTarget } from '../permissions/createAuthorizer';
import type { PromotionService } from './PromotionService';

type Action = keyof Promotion['can'];

const NEEDED = {
  approve: approvePermission,
  reject: approvePermission,
  cancel: managePermission,
  retry: managePermission,
  rollback: rollbackPermission,
};
const ACTIONS = Object.keys(NEEDED) as Action[];

const READ = {
  permission: readPermission,
  eventId: 'promotion-read',
  severityLevel: 'low',
} as const;

const END = { complete: tellCanOne, outcome: outcomeOf };

/**
 * Who may call what of a service, and how it is written down.
 *
 * @param promotions the service itself, which knows where a promotion goes
 */
export function promotionProtection(
  promotions: PromotionService,
  catalog: ServiceCatalog,
): ProtectionTable<PromotionService> {
  const may = (action: Action) => async (caller: Caller, id: string) => {
    const promotion = await promotions.get(id, caller);
    return questionOf(action, promotion, caller);
  };
  return {
    list: {
      ...READ,
      meta: ({ service, environment }) => ({ service, environment }),
      complete: async (page, asker) => ({
        ...page,
        items: await tellCan(page.items, asker),
      }),
    },
    get: { ...READ, meta: id => ({ id }), complete: tellCanOne },
    log: { ...READ, meta: id => ({ id }) },
    previewRollback: { ...READ, meta: id => ({ id }) },
    promote: {
      ...END,
      // What a pipeline does: see docs/adr/0008.
      callers: { service: createPermission },
      permission: async (_caller, request) => {
        const { ref: service } = await catalog.getService(request.service);
        const { metadata } = await catalog.getEnvironment(request.to);
        const target = { service, environment: metadata.name };
        return onTarget(createPermission, target);
      },
      eventId: 'promotion-create',
      meta: ({ service, from, to, version, reason, overrideSetback }) => ({
        service,
        from,
        to,
        version,
        reason,
        overrideSetback,
      }),
    },
    approve: {
      ...END,
      callers: 'person',
      permission: may('approve'),
      eventId: 'promotion-approve',
      meta: (id, { digest, comment }) => ({ id, digest, comment }),
    },
    reject: {
      ...END,
      callers: 'person',
      permission: may('reject'),
      eventId: 'promotion-reject',
      meta: (id, { comment }) => ({ id, comment }),
    },
    cancel: {
      ...END,
      callers: 'person',
      permission: may('cancel'),
      eventId: 'promotion-cancel',
      meta: (id, { reason }) => ({ id, reason }),
    },
    retry: {
      ...END,
      callers: 'person',
      permission: may('retry'),
      eventId: 'promotion-retry',
      meta: id => ({ id }),
    },
    rollback: {
      ...END,
      callers: 'person',
      permission: may('rollback'),
      eventId: 'promotion-rollback',
      severityLevel: (_id, { overrideFreeze }) =>
        overrideFreeze ? 'critical' : 'high',
      meta: (id, { reason, overrideFreeze }) => ({
        reverts: id,
        reason,
        overrideFreeze,
      }),
    },
  };
}

function questionOf(action: Action, promotion: Promotion, caller: Caller) {
  const { service, to: environment } = promotion;
  // Who asked for something may take it back.
  if (action === 'cancel' && promotion.requestedBy === caller.by)
    return undefined;
  return onTarget(NEEDED[action], { service, environment });
}

async function tellCanOne(promotion: Promotion, asker: Asker) {
  return (await tellCan([promotion], asker))[0];
}

/** Takes from `can` what the policy denies. */
async function tellCan(
  promotions: Promotion[],
  { ask, caller }: Asker,
): Promise<Promotion[]> {
  const asked = promotions.flatMap((promotion, at) =>
    ACTIONS.flatMap(action => {
      const question = questionOf(action, promotion, caller);
      return question ? [{ at, action, question }] : [];
    }),
  );
  const answers = await ask(asked.map(({ question }) => question));
  const decorated = promotions.map(one => ({ ...one, can: { ...one.can } }));
  asked.forEach(({ at, action }, index) => {
    if (!answers[index].allowed) decorated[at].can[action] = answers[index];
  });
  return decorated;
}

function outcomeOf(promotion: Promotion) {
  const { id, service, to, version, status, approval } = promotion;
  const approvedBy = approval.decisions
    .filter(one => one.verdict === 'approved' && !one.void)
    .map(({ by }) => by);
  return { id, service, to, version, status, approvedBy };
}
