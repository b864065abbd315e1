import type { Caller } from '@towpath/backend-kit';
import type { ServiceCatalog } from '../../catalog/ServiceCatalog';
import type { OnGateChange } from '../GateChange';
import type { Hold, HoldStore, HeldPlace } from './HoldStore';

/** Lets automatic promotion go on. */
export interface HoldService {
  /**
   * Nothing happens when there is no hold. Answers the one that there was.
   *
   * @throws NotFoundError for what is not in the catalog.
   */
  lift(target: HeldPlace, caller: Caller): Promise<Hold | undefined>;
}

interface Parts {
  store: HoldStore;
  catalog: ServiceCatalog;
  onChange: OnGateChange;
}

/** {@link HoldService} without any look at who may. */
export class DefaultHoldService implements HoldService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async lift(wanted: HeldPlace) {
    const { store, catalog, onChange } = this.#parts;
    const { ref: service } = await catalog.getService(wanted.service);
    const { metadata } = await catalog.getEnvironment(wanted.environment);
    const target = { service, environment: metadata.name };
    const hold = await store.find(target);
    if (!hold) return undefined;
    await store.lift(target);
    await onChange(target);
    return hold;
  }
}
