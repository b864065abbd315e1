import type { JsonObject } from '@backstage/types';
import type { Provided, ResourceDriver } from '../Driver';

/** What a driver may leave out. */
export const ABILITIES = [
  ...(['rotate', 'accept', 'restore', 'purge'] as const),
  'imports',
] as const;

/** One of {@link ABILITIES}. */
export type DriverAbility = (typeof ABILITIES)[number];

/** A driver, and the context that it works in, as its author gives them to the tests of the contract. */
export interface DriverContract {
  /** Asked once a test, so that it may need what `beforeAll` has made. */
  driver(): ResourceDriver;
  /** What it has of what may be left out. */
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
  /** Makes by hand something that can be taken over, each time another; only for a driver that `imports`. */
  existing?(): Promise<Existing>;
}

/** What somebody has made by hand. */
export interface Existing {
  /** As an entry of imports names it. */
  what: JsonObject;
  /** What it holds, to see that nothing of it is lost. */
  content(): Promise<unknown>;
  /** Takes it away, whatever it has become. */
  clear(): Promise<void>;
}
