import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { ResourceDriver } from './Driver';

/** Where modules bring drivers. */
export interface ScoreDriversExtensionPoint {
  /** @throws Error when another driver has the name */
  addDriver(driver: ResourceDriver): void;
}

/** For modules of the plugin `score`. */
export const scoreDriversExtensionPoint =
  createExtensionPoint<ScoreDriversExtensionPoint>({ id: 'score.drivers' });
