/**
 * A backend of a test with plugins that have runs.
 *
 * @packageDocumentation
 */
export { RunsWorld, type RunsWorldOptions } from './RunsWorld';
