import { everyDriver } from './cases/everyDriver';
import { mending, refusals, whoCan } from './cases/someDrivers';
import { toCases, type DriverCase } from './DriverCase';
import type { DriverContract } from './DriverContract';

/** The rules that a driver has to hold, for a runner of one's own; {@link describeDriver} is for Jest. */
export function driverCases(contract: DriverContract): DriverCase[] {
  const { badSettings, can, disturb } = contract;
  return toCases(contract, {
    ...everyDriver,
    ...refusals(badSettings),
    ...(disturb && mending(disturb)),
    ...Object.assign({}, ...can.map(ability => whoCan[ability])),
  });
}
