import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { Gate } from './Gate';

/** Where modules of the environment plugin add types of gates. */
export interface EnvironmentGatesExtensionPoint {
  /**
   * Makes a type of gate known, so that environments can name it among `spec.gates`.
   *
   * @throws ConflictError when the type is taken, by a gate of Towpath's own too.
   */
  addGate<Settings>(gate: Gate<Settings>): void;
}

/** Where modules of the environment plugin add types of gates. */
export const environmentGatesExtensionPoint =
  createExtensionPoint<EnvironmentGatesExtensionPoint>({
    id: 'environment.gates',
  });
