/**
 * What tests of all packages share.
 *
 * @packageDocumentation
 */
export { serveTest, type Cleanup } from './serveTest.ts';
export { TestProcess } from './TestProcess.ts';
export { until } from './until.ts';
