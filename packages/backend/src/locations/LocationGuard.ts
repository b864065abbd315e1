import type {
  AuditorService,
  AuthService,
  HttpAuthService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Request } from 'express';
import { isPlatformEngineer } from '@towpath/roles';
import { findForeignEntities } from './findForeignEntities';
import type { LocationMakers } from './LocationMakers';

interface LocationGuardOptions {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  httpAuth: HttpAuthService;
  makers: LocationMakers;
  /** Full entity refs of the groups whose members are platform engineers. */
  platformEngineers: ReadonlySet<string>;
  userInfo: UserInfoService;
}

/** Decides who may repoint or remove a location. Services are held by their access restrictions. */
export class LocationGuard {
  readonly #options: LocationGuardOptions;

  constructor(options: LocationGuardOptions) {
    this.#options = options;
  }

  /**
   * Lets platform engineers through, and who registered the location while nothing in it belongs to
   * somebody else. A refusal is audited.
   *
   * @throws NotAllowedError
   */
  async require(
    request: Request<{ id: string }>,
    actionType: 'update' | 'delete',
  ): Promise<void> {
    const { id } = request.params;
    try {
      await this.#check(request, id);
    } catch (error) {
      const event = await this.#options.auditor.createEvent({
        eventId: 'location-mutate',
        severityLevel: 'medium',
        request,
        meta: { actionType, id },
      });
      await event.fail({ error: error as Error });
      throw error;
    }
  }

  /** The ref of the person who asks, or undefined for a service. @throws AuthenticationError */
  async personOf(request: Request): Promise<string | undefined> {
    const { auth, httpAuth } = this.#options;
    const credentials = await httpAuth.credentials(request);
    return auth.isPrincipal(credentials, 'user')
      ? credentials.principal.userEntityRef
      : undefined;
  }

  async #check(request: Request<{ id: string }>, id: string): Promise<void> {
    const { auth, httpAuth, makers, platformEngineers, userInfo } =
      this.#options;
    const credentials = await httpAuth.credentials(request);
    if (!auth.isPrincipal(credentials, 'user')) return;
    const person = await userInfo.getUserInfo(credentials);
    if (isPlatformEngineer(person, platformEngineers)) return;
    if (!(await makers.hasMade(id, person.userEntityRef))) {
      throw new NotAllowedError(
        `The location ${id} may be changed by who registered it and by platform engineers: ask one of them`,
      );
    }
    const { catalog } = this.#options;
    const location = await catalog.getLocationById(id, { credentials });
    const foreign = location
      ? await findForeignEntities(location, person, { auth, catalog })
      : [];
    if (foreign.length > 0) {
      throw new NotAllowedError(
        `The location ${id} holds ${foreign.join(
          ', ',
        )}, which belongs to others: ask a platform engineer`,
      );
    }
  }
}
