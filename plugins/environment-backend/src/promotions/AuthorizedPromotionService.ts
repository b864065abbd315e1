import type {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  environmentPromotionApprovePermission as approvePermission,
  environmentPromotionCreatePermission as createPermission,
  environmentPromotionManagePermission as managePermission,
  environmentPromotionReadPermission as readPermission,
  environmentPromotionRollbackPermission as rollbackPermission,
  stringifyTargetRef,
  type LogQuery,
  type May,
  type PromoteRequest,
  type Promotion,
  type PromotionQuery,
  type RollbackRequest,
} from '@towpath/plugin-environment-common';
import type { ServiceCatalog } from '../catalog/ServiceCatalog';
import type { Call, PromotionService, StartCall } from './PromotionService';

interface Options {
  inner: PromotionService;
  catalog: ServiceCatalog;
  permissions: PermissionsService;
  auth: AuthService;
}

type Action = keyof Promotion['can'];

const NEEDED: Record<Action, ResourcePermission> = {
  approve: approvePermission,
  reject: approvePermission,
  cancel: managePermission,
  retry: managePermission,
  rollback: rollbackPermission,
};

/** Asks the permission policy before it hands a call on. */
export class AuthorizedPromotionService implements PromotionService {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async list(query: PromotionQuery, call: Call) {
    await this.#requireRead(call);
    const page = await this.#options.inner.list(query, call);
    return { ...page, items: await this.#withPermissions(page.items, call) };
  }

  async get(id: string, call: Call) {
    await this.#requireRead(call);
    return this.#withPermission(await this.#options.inner.get(id, call), call);
  }

  async log(id: string, query: LogQuery, call: Call) {
    await this.#requireRead(call);
    return this.#options.inner.log(id, query, call);
  }

  async promote(request: PromoteRequest, call: StartCall) {
    const { catalog, inner } = this.#options;
    const { ref } = await catalog.getService(request.service);
    const environment = await catalog.getEnvironment(request.to);
    await this.#require(
      createPermission,
      stringifyTargetRef({
        service: ref,
        environment: environment.metadata.name,
      }),
      call,
    );
    return this.#withPermission(await inner.promote(request, call), call);
  }

  approve(
    id: string,
    request: { digest: string; comment?: string },
    call: Call,
  ) {
    return this.#act('approve', id, call, () =>
      this.#options.inner.approve(id, request, call),
    );
  }

  reject(id: string, request: { comment: string }, call: Call) {
    return this.#act('reject', id, call, () =>
      this.#options.inner.reject(id, request, call),
    );
  }

  cancel(id: string, request: { reason?: string }, call: Call) {
    return this.#act('cancel', id, call, () =>
      this.#options.inner.cancel(id, request, call),
    );
  }

  retry(id: string, call: Call) {
    return this.#act('retry', id, call, () =>
      this.#options.inner.retry(id, call),
    );
  }

  async previewRollback(id: string, call: Call) {
    await this.#requireRead(call);
    return this.#options.inner.previewRollback(id, call);
  }

  rollback(id: string, request: RollbackRequest, call: StartCall) {
    return this.#act('rollback', id, call, () =>
      this.#options.inner.rollback(id, request, call),
    );
  }

  async #act(
    action: Action,
    id: string,
    call: Call,
    act: () => Promise<Promotion>,
  ): Promise<Promotion> {
    const promotion = await this.#options.inner.get(id, call);
    if (!this.#isOwn(action, promotion, call)) {
      await this.#require(NEEDED[action], targetOf(promotion), call);
    }
    return this.#withPermission(await act(), call);
  }

  /** Who asked for something may take it back. */
  #isOwn(action: Action, { requestedBy }: Promotion, call: Call): boolean {
    return action === 'cancel' && requestedBy === this.#userOf(call);
  }

  #userOf({ credentials }: Call): string | undefined {
    return this.#options.auth.isPrincipal(credentials, 'user')
      ? credentials.principal.userEntityRef
      : undefined;
  }

  async #requireRead({ credentials }: Call) {
    const [{ result }] = await this.#options.permissions.authorize(
      [{ permission: readPermission as BasicPermission }],
      { credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You may not see promotions: the permission ${readPermission.name} is denied`,
      );
    }
  }

  async #require(
    permission: ResourcePermission,
    resourceRef: string,
    { credentials }: Call,
  ) {
    const [{ result }] = await this.#options.permissions.authorize(
      [{ permission, resourceRef }],
      { credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(denial(permission, resourceRef));
    }
  }

  async #withPermission(promotion: Promotion, call: Call): Promise<Promotion> {
    const [decorated] = await this.#withPermissions([promotion], call);
    return decorated;
  }

  /** Takes from `can` what the policy denies. Asks it once, for a whole page. */
  async #withPermissions(
    promotions: Promotion[],
    call: Call,
  ): Promise<Promotion[]> {
    const deny = await this.#denials(promotions, call.credentials);
    return promotions.map(promotion => {
      const may = ([action, before]: [string, May]) => [
        action,
        this.#isOwn(action as Action, promotion, call)
          ? before
          : deny(promotion, action as Action) ?? before,
      ];
      return {
        ...promotion,
        can: Object.fromEntries(
          Object.entries(promotion.can).map(may),
        ) as Promotion['can'],
      };
    });
  }

  async #denials(
    promotions: Promotion[],
    credentials: BackstageCredentials,
  ): Promise<(promotion: Promotion, action: Action) => May | undefined> {
    const asked = new Map(
      promotions.flatMap(promotion =>
        Object.values(NEEDED).map(permission => {
          const resourceRef = targetOf(promotion);
          const key = `${permission.name} ${resourceRef}`;
          return [key, { permission, resourceRef }] as const;
        }),
      ),
    );
    if (asked.size === 0) return () => undefined;
    const answers = await this.#options.permissions.authorize(
      [...asked.values()],
      { credentials },
    );
    const denied = new Set(
      [...asked.keys()].filter(
        (_, index) => answers[index].result !== AuthorizeResult.ALLOW,
      ),
    );
    return (promotion, action) => {
      const permission = NEEDED[action];
      const resourceRef = targetOf(promotion);
      return denied.has(`${permission.name} ${resourceRef}`)
        ? { allowed: false, why: denial(permission, resourceRef) }
        : undefined;
    };
  }
}

function targetOf({ service, to }: Promotion): string {
  return stringifyTargetRef({ service, environment: to });
}

function denial({ name }: ResourcePermission, resourceRef: string): string {
  return `The permission ${name} for ${resourceRef} is denied to you. Ask somebody of the team that owns the service or the environment`;
}
