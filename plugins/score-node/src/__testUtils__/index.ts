/**
 * The tests that a driver has to pass, for whoever writes one.
 *
 * @packageDocumentation
 */
export { describeDriver } from './describeDriver';
export { driverCases } from './driverCases';
export type { DriverCase } from './DriverCase';
export type { DriverAbility, DriverContract, Existing } from './DriverContract';
