import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  environmentFreezeCreatePermission,
  environmentFreezeReadPermission,
  type Freeze,
  type FreezeQuery,
  type FreezeRequest,
  type May,
  type Page,
} from '@towpath/plugin-environment-common';
import type { Caller } from '../../api/Caller';
import {
  mayOnTargets,
  requireOnTarget,
  requirePermission,
} from '../../permissions/authorize';
import type { FreezeService } from './FreezeService';

/** Lets through what the caller may do, and tells on each freeze whether they may end it. */
export class AuthorizedFreezeService implements FreezeService {
  constructor(
    private readonly inner: FreezeService,
    private readonly permissions: PermissionsService,
  ) {}

  async list(query: FreezeQuery, caller: Caller): Promise<Page<Freeze>> {
    await this.#requireRead(caller);
    const page = await this.inner.list(query, caller);
    return { ...page, items: await this.#tellCanEnd(page.items, caller) };
  }

  async get(id: string, caller: Caller): Promise<Freeze> {
    await this.#requireRead(caller);
    const freeze = await this.inner.get(id, caller);
    return (await this.#tellCanEnd([freeze], caller))[0];
  }

  async create(request: FreezeRequest, caller: Caller): Promise<Freeze> {
    await this.#requireChange(request.environment, caller);
    const freeze = await this.inner.create(request, caller);
    return { ...freeze, canEnd: { allowed: true } };
  }

  async end(id: string, caller: Caller): Promise<Freeze> {
    // A recurring one is refused inside for everybody.
    if (!id.includes(':')) {
      const { environment } = await this.inner.get(id, caller);
      await this.#requireChange(environment, caller);
    }
    return this.inner.end(id, caller);
  }

  #requireRead(caller: Caller) {
    return requirePermission(
      this.permissions,
      environmentFreezeReadPermission,
      caller,
    );
  }

  #requireChange(environment: string, caller: Caller) {
    return requireOnTarget(
      this.permissions,
      environmentFreezeCreatePermission,
      { environment },
      caller,
    );
  }

  async #tellCanEnd(freezes: Freeze[], caller: Caller): Promise<Freeze[]> {
    const names = [...new Set(freezes.map(({ environment }) => environment))];
    const answers = await mayOnTargets(
      this.permissions,
      names.map(environment => ({
        permission: environmentFreezeCreatePermission,
        target: { environment },
      })),
      caller,
    );
    const byName = new Map(names.map((name, index) => [name, answers[index]]));
    return freezes.map(freeze => ({
      ...freeze,
      canEnd: canEnd(freeze, byName.get(freeze.environment)!),
    }));
  }
}

function canEnd({ recurring, environment }: Freeze, may: May): May {
  return recurring
    ? {
        allowed: false,
        why: `It is part of the definition of ${environment}. Change spec.freezes there.`,
      }
    : may;
}
