import { ConflictError } from '@backstage/errors';
import type { Caller } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import type { Check } from '@towpath/plugin-environment-common';
import type { ServiceCatalog } from '../../catalog/ServiceCatalog';
import type { OnGateChange } from '../GateChange';
import type { CheckStore } from './CheckStore';

const MOST_OF_A_VERSION = 100;
const MOST_A_DAY = 5000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Takes reports of checks, for the gate `required-check`. */
export interface CheckService {
  /** @throws NotFoundError when the catalog has no such service, ConflictError when it has too many checks. */
  report(check: Check, caller: Caller): Promise<void>;
}

interface Parts {
  store: CheckStore;
  catalog: ServiceCatalog;
  clock: Clock;
  onChange: OnGateChange;
}

/** {@link CheckService} without any look at who may. */
export class DefaultCheckService implements CheckService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async report(check: Check, caller: Caller): Promise<void> {
    const { store, catalog, clock, onChange } = this.#parts;
    const { ref: service } = await catalog.getService(check.service);
    const now = new Date(clock.now());
    const since = new Date(now.getTime() - DAY_MS);
    const asked = { ...check, service };
    await store.alone(service, async alone => {
      requireRoom(asked, await alone.count(asked, since));
      await alone.put({ ...asked, reportedBy: caller.by, reportedAt: now });
    });
    await onChange({ service });
  }
}

function requireRoom(
  { service, version }: Check,
  { ofVersion, ofService }: { ofVersion: number; ofService: number },
): void {
  if (ofVersion >= MOST_OF_A_VERSION) {
    throw new ConflictError(
      `version ${version} has ${ofVersion} checks, and ${MOST_OF_A_VERSION} are the most: report under the name of one of them`,
    );
  }
  if (ofService >= MOST_A_DAY) {
    throw new ConflictError(
      `service ${service} got ${ofService} reports within a day, and ${MOST_A_DAY} are the most: report fewer checks of each version`,
    );
  }
}
