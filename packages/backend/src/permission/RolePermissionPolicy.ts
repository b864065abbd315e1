import type {
  BackstageUserInfo,
  LoggerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { isPlatformEngineer } from '@towpath/roles';
import type { PortalAccess } from '../access';
import { allowOwned } from './allowOwned';
import { ruleFor, type PermissionRule } from './ruleFor';

interface RolePermissionPolicyOptions {
  access: Pick<PortalAccess, 'permissions' | 'owned'>;
  /** Full entity refs of the groups whose members are platform engineers. */
  platformEngineers: ReadonlySet<string>;
  userInfo: UserInfoService;
  logger: LoggerService;
}

/**
 * Decides every permission from the rows that plugins give for theirs, and the roles of the person
 * who asks. Who is not signed in gets nothing. Services are never sent here: their access restrictions decide.
 */
export class RolePermissionPolicy implements PermissionPolicy {
  readonly #options: RolePermissionPolicyOptions;

  constructor(options: RolePermissionPolicyOptions) {
    this.#options = options;
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) {
      const nobody = { result: AuthorizeResult.DENY } as const;
      this.#log(permission, 'nobody', nobody);
      return nobody;
    }
    const info = await this.#options.userInfo.getUserInfo(user.credentials);
    const rule = ruleFor(permission, this.#options.access.permissions);
    const decision = this.#decide(permission, rule, info);
    this.#log(permission, rule.name, decision, info.userEntityRef);
    return decision;
  }

  #decide(
    permission: Permission,
    rule: PermissionRule,
    user: BackstageUserInfo,
  ): PolicyDecision {
    if (
      rule.role === 'developer' ||
      isPlatformEngineer(user, this.#options.platformEngineers)
    ) {
      return { result: AuthorizeResult.ALLOW };
    }
    return rule.role === 'owner'
      ? allowOwned(permission, user, this.#options.access.owned)
      : { result: AuthorizeResult.DENY };
  }

  #log(
    permission: Permission,
    rule: string,
    decision: PolicyDecision,
    user = 'nobody',
  ) {
    this.#options.logger.debug('Decided a permission', {
      permission: permission.name,
      rule,
      result: decision.result,
      user,
    });
  }
}
