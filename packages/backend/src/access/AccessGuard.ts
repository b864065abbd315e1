import type {
  AuthService,
  BackstageCredentials,
  BackstageServicePrincipal,
  HttpAuthService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { Request } from 'express';
import type { TokenRoute } from '@towpath/backend-kit';
import { isPlatformEngineer } from '@towpath/roles';
import { findTokenRoute } from './findTokenRoute';

type Restrictions = NonNullable<
  BackstageServicePrincipal['accessRestrictions']
>;

interface AccessGuardOptions {
  auth: AuthService;
  /** Keeps credentials apart from the plugin's own, which are read after this guard. */
  httpAuth: HttpAuthService;
  /** Full entity refs of the groups whose members are platform engineers. */
  platformEngineers: ReadonlySet<string>;
  pluginId: string;
  /** Of the plugin. */
  tokenRoutes: readonly TokenRoute[];
  userInfo: UserInfoService;
}

/**
 * Stands before every route of a plugin, for what the permission policy is never asked: tokens with
 * access restrictions get the routes that the plugin lists for them, the schedule belongs to platform
 * engineers, and nobody gets the portal's own services of a plugin. Whether somebody has to be
 * signed in at all is decided after it, as always.
 */
export class AccessGuard {
  readonly #options: AccessGuardOptions;

  constructor(options: AccessGuardOptions) {
    this.#options = options;
  }

  /** @throws AuthenticationError or NotAllowedError */
  async check(request: Request): Promise<void> {
    const service = portalService(request.path);
    if (service) await this.#requireSomebody(request);
    const caller = await this.#callerOf(request);
    const restrictions = this.#restrictionsOf(
      caller ?? (await this.#callerOf(request, 'with cookies')),
    );
    if (restrictions) return this.#requireTokenRoute(request, restrictions);
    if (service === 'scheduler') await this.#requireOperator(caller!);
    return undefined;
  }

  async #requireSomebody(request: Request): Promise<void> {
    await this.#options.httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
  }

  /** Undefined for nobody, and for what is no valid token: where one is needed, that is said later. */
  async #callerOf(
    request: Request,
    cookies?: 'with cookies',
  ): Promise<BackstageCredentials | undefined> {
    const { auth, httpAuth } = this.#options;
    try {
      const credentials = await httpAuth.credentials(request, {
        allowLimitedAccess: cookies !== undefined,
      });
      return auth.isPrincipal(credentials, 'none') ? undefined : credentials;
    } catch {
      return undefined;
    }
  }

  #restrictionsOf(
    credentials?: BackstageCredentials,
  ): Restrictions | undefined {
    return credentials && this.#options.auth.isPrincipal(credentials, 'service')
      ? credentials.principal.accessRestrictions
      : undefined;
  }

  async #requireTokenRoute(
    request: Request,
    restrictions: Restrictions,
  ): Promise<void> {
    const { pluginId, tokenRoutes } = this.#options;
    const route = findTokenRoute(tokenRoutes, request.method, request.path);
    if (!route || !leaves(restrictions, route)) {
      const permission = route?.permission?.name;
      throw new NotAllowedError(
        permission
          ? `The accessRestrictions of this token do not name ${permission} for the plugin ${pluginId}`
          : `A token with accessRestrictions is not let through to ${request.method} /api/${pluginId}${request.path}: use the token of a person`,
      );
    }
    if (route.asPortal) await this.#askAsPortal(request);
  }

  async #askAsPortal(request: Request): Promise<void> {
    const { auth, pluginId } = this.#options;
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: pluginId,
    });
    request.headers.authorization = `Bearer ${token}`;
  }

  async #requireOperator(credentials: BackstageCredentials): Promise<void> {
    const { auth, platformEngineers, userInfo } = this.#options;
    if (auth.isPrincipal(credentials, 'service')) {
      if (credentials.principal.subject.startsWith('plugin:')) return;
    } else {
      const person = await userInfo.getUserInfo(credentials);
      if (isPlatformEngineer(person, platformEngineers)) return;
    }
    throw new NotAllowedError('The schedule is for platform engineers');
  }
}

/**
 * The service of the portal that a path leads to, as `scheduler` in `/.backstage/scheduler/v1`, in
 * any spelling. Not the keys and cookies of `/.backstage/auth`, which sign-in itself needs.
 */
function portalService(path: string): string | undefined {
  const [, service] = /\/\.backstage\/+([^/]+)/i.exec(decoded(path)) ?? [];
  const name = service?.toLocaleLowerCase('en-US');
  return name === 'auth' ? undefined : name;
}

function decoded(path: string): string {
  try {
    const once = decodeURIComponent(path);
    return once === path ? path : decoded(once);
  } catch {
    return path;
  }
}

function leaves(
  { permissionNames, permissionAttributes }: Restrictions,
  { permission, takes }: TokenRoute,
): boolean {
  if (takes === 'whole') return !permissionNames && !permissionAttributes;
  if (!permission) return false;
  if (permissionNames || takes === 'named') {
    return permissionNames?.includes(permission.name) ?? false;
  }
  const { action } = permission.attributes;
  const actions = permissionAttributes?.action;
  return !actions || (action !== undefined && actions.includes(action));
}
