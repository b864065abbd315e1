import { Bench } from './Bench';
import type { DriverContract } from './DriverContract';

/** One rule of the contract. It throws an AssertionError when the driver breaks it. */
export interface DriverCase {
  name: string;
  run(): Promise<void>;
}

/** What a check looks at beside its resource. */
interface CheckContext {
  contract: DriverContract;
  /** The inventory before the resource was asked for, sorted. */
  before: string[];
  /** The inventory now, sorted. */
  now(): Promise<string[]>;
}

/** Checks by the name of their rule, each for a resource of its own. */
export type Checks = Record<
  string,
  (bench: Bench, context: CheckContext) => Promise<void>
>;

/** Each check with a resource of which nothing is left afterwards. */
export function toCases(
  contract: DriverContract,
  checks: Checks,
): DriverCase[] {
  const now = async () => [...(await contract.inventory())].sort();
  return Object.entries(checks).map(([name, check]) => ({
    name,
    async run() {
      const bench = new Bench(contract);
      const before = await now();
      try {
        await check(bench, { contract, before, now });
      } finally {
        await bench.clear();
      }
    },
  }));
}
