import type { PermissionsService } from '@backstage/backend-plugin-api';
import type { Clock } from '@towpath/argocd';
import {
  environmentCheckReportPermission,
  type Check,
} from '@towpath/plugin-environment-common';
import type { Caller } from '../../api/Caller';
import type { ServiceCatalog } from '../../catalog/ServiceCatalog';
import type { OnGateChange } from '../GateChange';
import { requirePermission } from '../../permissions/authorize';
import type { CheckStore } from './CheckStore';

/** Takes reports of checks, for the gate `required-check`. */
export interface CheckService {
  /** @throws NotFoundError when the catalog has no such service. */
  report(check: Check, caller: Caller): Promise<void>;
}

/** Lets through who may report. */
export class AuthorizedCheckService implements CheckService {
  constructor(
    private readonly inner: CheckService,
    private readonly permissions: PermissionsService,
  ) {}

  async report(check: Check, caller: Caller): Promise<void> {
    await requirePermission(
      this.permissions,
      environmentCheckReportPermission,
      caller,
    );
    await this.inner.report(check, caller);
  }
}

interface Parts {
  store: CheckStore;
  catalog: ServiceCatalog;
  clock: Clock;
  onChange: OnGateChange;
}

/** {@link CheckService} without any look at who may. */
export class DefaultCheckService implements CheckService {
  constructor(private readonly parts: Parts) {}

  async report(check: Check, caller: Caller): Promise<void> {
    const { store, catalog, clock, onChange } = this.parts;
    const { ref: service } = await catalog.getService(check.service);
    await store.put({
      ...check,
      service,
      reportedBy: caller.by,
      reportedAt: new Date(clock.now()),
    });
    await onChange({ service });
  }
}
