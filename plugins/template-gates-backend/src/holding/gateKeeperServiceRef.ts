import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type { TaskGate } from './TaskGate';

/** Hands the gate to the door that stands before the scaffolder. */
export class GateKeeper {
  #gate?: TaskGate;

  set(gate: TaskGate): void {
    this.#gate = gate;
  }

  /** @throws ServiceUnavailableError while there is none: nobody is let through unasked */
  get(): TaskGate {
    if (this.#gate) return this.#gate;
    throw new ServiceUnavailableError(
      'The rules about templates cannot be asked yet, so nothing begins. Try again in a moment',
    );
  }
}

/** One for all plugins of a backend. */
export const gateKeeperServiceRef = createServiceRef<GateKeeper>({
  id: 'towpath.template-gates.keeper',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {},
      factory: () => new GateKeeper(),
    }),
});
