/**
 * An Argo CD to test against, over real HTTP.
 *
 * @packageDocumentation
 */
export { ArgoCdDouble } from './ArgoCdDouble';
export type { ArgoCdDoubleOptions, SeenRequest } from './ArgoCdDouble';
export { sampleApplication } from './sampleApplication';
