// It makes tests for the files that call it, and is none.
/* eslint-disable jest/no-export, jest/expect-expect */
import { driverCases } from './driverCases';
import type { DriverContract } from './DriverContract';

/**
 * Tests with Jest that a driver holds the contract of {@link ResourceDriver}.
 *
 * @example
 * ```ts
 * describeDriver('buckets', {
 *   driver: () => new BucketDriver(store),
 *   can: ['purge'],
 *   settings: () => ({ region: 'north' }),
 *   badSettings: { 'no region': {} },
 *   inventory: () => store.listNames(),
 * });
 * ```
 */
export function describeDriver(name: string, contract: DriverContract): void {
  describe(`the driver ${name}`, () => {
    it.each(driverCases(contract))('$name', ({ run }) => run());
  });
}
