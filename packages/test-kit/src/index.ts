/**
 * What tests of all packages share.
 *
 * @packageDocumentation
 */
export { findProgram } from './findProgram.ts';
export { freePort } from './freePort.ts';
export { ServedGit } from './ServedGit.ts';
export { serveTest, type Cleanup } from './serveTest.ts';
export { temporaryFolder } from './temporaryFolder.ts';
export { TestProcess } from './TestProcess.ts';
export { percentile, timed } from './timing.ts';
export { until } from './until.ts';
