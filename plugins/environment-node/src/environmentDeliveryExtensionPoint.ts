import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { DeliveryStrategy } from './DeliveryStrategy';

/** Where modules of the environment plugin say what versions need beside their image. */
export interface EnvironmentDeliveryExtensionPoint {
  /**
   * Has promotions ask it. Of several that cover a place, the one that was added first is asked.
   *
   * @throws ConflictError when the name is taken
   */
  addStrategy(strategy: DeliveryStrategy): void;
}

/** Where modules of the environment plugin say what versions need beside their image. */
export const environmentDeliveryExtensionPoint =
  createExtensionPoint<EnvironmentDeliveryExtensionPoint>({
    id: 'environment.delivery',
  });
