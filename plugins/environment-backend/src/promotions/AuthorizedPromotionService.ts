import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  environmentPromotionApprovePermission as approvePermission,
  environmentPromotionCreatePermission as createPermission,
  environmentPromotionManagePermission as managePermission,
  environmentPromotionReadPermission as readPermission,
  environmentPromotionRollbackPermission as rollbackPermission,
  type EnvironmentTargetRef,
  type LogQuery,
  type PromoteRequest,
  type Promotion,
  type PromotionQuery,
  type RollbackRequest,
} from '@towpath/plugin-environment-common';
import type { Caller } from '../api/Caller';
import type { ServiceCatalog } from '../catalog/ServiceCatalog';
import {
  mayOnTargets,
  requireOnTarget,
  requirePermission,
  type TargetPermission,
} from '../permissions/authorize';
import type { PromotionService } from './PromotionService';

interface Options {
  inner: PromotionService;
  catalog: ServiceCatalog;
  permissions: PermissionsService;
}

type Action = keyof Promotion['can'];

const NEEDED: Record<Action, TargetPermission> = {
  approve: approvePermission,
  reject: approvePermission,
  cancel: managePermission,
  retry: managePermission,
  rollback: rollbackPermission,
};

const ACTIONS = Object.keys(NEEDED) as Action[];

/** Asks the permission policy before it hands a call on. */
export class AuthorizedPromotionService implements PromotionService {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async list(query: PromotionQuery, caller: Caller) {
    await this.#requireRead(caller);
    const page = await this.#options.inner.list(query, caller);
    return { ...page, items: await this.#withPermissions(page.items, caller) };
  }

  async get(id: string, caller: Caller) {
    await this.#requireRead(caller);
    const promotion = await this.#options.inner.get(id, caller);
    return this.#withPermission(promotion, caller);
  }

  async log(id: string, query: LogQuery, caller: Caller) {
    await this.#requireRead(caller);
    return this.#options.inner.log(id, query, caller);
  }

  async promote(
    request: PromoteRequest,
    caller: Caller,
    idempotencyKey?: string,
  ) {
    const { catalog, inner } = this.#options;
    const { ref: service } = await catalog.getService(request.service);
    const { metadata } = await catalog.getEnvironment(request.to);
    const target = { service, environment: metadata.name };
    await this.#require(createPermission, target, caller);
    const promotion = await inner.promote(request, caller, idempotencyKey);
    return this.#withPermission(promotion, caller);
  }

  approve(
    id: string,
    request: { digest: string; comment?: string },
    caller: Caller,
  ) {
    return this.#act('approve', id, caller, () =>
      this.#options.inner.approve(id, request, caller),
    );
  }

  reject(id: string, request: { comment: string }, caller: Caller) {
    return this.#act('reject', id, caller, () =>
      this.#options.inner.reject(id, request, caller),
    );
  }

  cancel(id: string, request: { reason?: string }, caller: Caller) {
    return this.#act('cancel', id, caller, () =>
      this.#options.inner.cancel(id, request, caller),
    );
  }

  retry(id: string, caller: Caller) {
    return this.#act('retry', id, caller, () =>
      this.#options.inner.retry(id, caller),
    );
  }

  async previewRollback(id: string, caller: Caller) {
    await this.#requireRead(caller);
    return this.#options.inner.previewRollback(id, caller);
  }

  rollback(
    id: string,
    request: RollbackRequest,
    caller: Caller,
    idempotencyKey?: string,
  ) {
    return this.#act('rollback', id, caller, () =>
      this.#options.inner.rollback(id, request, caller, idempotencyKey),
    );
  }

  async #act(
    action: Action,
    id: string,
    caller: Caller,
    act: () => Promise<Promotion>,
  ): Promise<Promotion> {
    const promotion = await this.#options.inner.get(id, caller);
    if (!isOwn(action, promotion, caller)) {
      await this.#require(NEEDED[action], targetOf(promotion), caller);
    }
    return this.#withPermission(await act(), caller);
  }

  #requireRead(caller: Caller) {
    return requirePermission(this.#options.permissions, readPermission, caller);
  }

  #require(
    permission: TargetPermission,
    target: EnvironmentTargetRef,
    caller: Caller,
  ) {
    const { permissions } = this.#options;
    return requireOnTarget(permissions, permission, target, caller);
  }

  async #withPermission(promotion: Promotion, caller: Caller) {
    const [decorated] = await this.#withPermissions([promotion], caller);
    return decorated;
  }

  /** Takes from `can` what the policy denies. */
  async #withPermissions(
    promotions: Promotion[],
    caller: Caller,
  ): Promise<Promotion[]> {
    const questions = promotions.flatMap(promotion =>
      ACTIONS.map(action => ({ promotion, action })),
    );
    const answers = await mayOnTargets(
      this.#options.permissions,
      questions.map(({ promotion, action }) => ({
        permission: NEEDED[action],
        target: targetOf(promotion),
      })),
      caller,
    );
    const decorated = promotions.map(one => ({ ...one, can: { ...one.can } }));
    questions.forEach(({ promotion, action }, index) => {
      if (answers[index].allowed || isOwn(action, promotion, caller)) return;
      const at = Math.floor(index / ACTIONS.length);
      decorated[at].can[action] = answers[index];
    });
    return decorated;
  }
}

/** Who asked for something may take it back. */
function isOwn(action: Action, { requestedBy }: Promotion, { by }: Caller) {
  return action === 'cancel' && requestedBy === by;
}

function targetOf({ service, to }: Promotion): EnvironmentTargetRef {
  return { service, environment: to };
}
