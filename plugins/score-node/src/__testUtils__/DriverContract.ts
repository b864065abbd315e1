import type { JsonObject } from '@backstage/types';
import type { Provided, ResourceDriver } from '../Driver';

/** Methods that a driver may leave out. */
export const ABILITIES = ['rotate', 'accept', 'restore', 'purge'] as const;

/** One of {@link ABILITIES}. */
export type DriverAbility = (typeof ABILITIES)[number];

/** A driver, and the context that it works in, as its author gives them to the tests of the contract. */
export interface DriverContract {
  /** Asked once a test, so that it may need what `beforeAll` has made. */
  driver(): ResourceDriver;
  /** The methods that it has of those that may be left out. */
  can: DriverAbility[];
  /** Settings that the driver can work with. */
  settings(): JsonObject;
  /** Settings that it has to refuse, by what is wrong with them. */
  badSettings: Record<string, JsonObject>;
  /**
   * What is outside now that a call of this driver could have made or changed: names, and what else can differ. The
   * tests compare it, to see what changed nothing and made nothing twice. Empty when the driver does nothing outside.
   */
  inventory(): Promise<string[]>;
  /** Does by hand to what was provided what `observe` has to find and `apply` to mend. */
  disturb?(provided: Provided): Promise<void>;
  /** Does by hand to what was provided what `accept` can take. */
  adjust?(provided: Provided): Promise<void>;
}
