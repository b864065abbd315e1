/**
 * What tests of all packages share.
 *
 * @packageDocumentation
 */
export { until } from './until.ts';
