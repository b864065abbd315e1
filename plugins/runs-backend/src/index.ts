/**
 * Runs of every kind in one list, and what people decide about them.
 *
 * @packageDocumentation
 */
export { runsPlugin as default } from './plugin';
