/**
 * Types of Score provisioning, its permissions, and a client of its HTTP API.
 *
 * @packageDocumentation
 */
export * from './api/client';
export * from './api/deliveries';
export type { paths } from './api/generated/schema';
export { lineOf } from './lineOf';
export * from './permissions';

/** The kind of run, as the pages of all runs know it. */
export const PROVISION_RUNS = 'provision';

/** Runs that work on one resource: new secrets, a copy that comes back or goes for good. */
export const UPKEEP_RUNS = 'resource-upkeep';
