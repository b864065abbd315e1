/**
 * A backend of a test with plugins that have runs.
 *
 * @packageDocumentation
 */
export { RunsBackend, type RunsBackendOptions } from './RunsBackend';
