/**
 * Durable runs on PostgreSQL: steps, waits, approvals, retries, cancel and a log, shared by any number of processes.
 *
 * @packageDocumentation
 */
export { defineRunKind } from './defineRunKind';
export { bindKey, KeyReusedError, type IdempotencyKey } from './idempotency';
export { migrate as migrateRuns } from './database/migrate';
export { pauseAfter } from './pauseAfter';
export { askAgain, done, fail, wait } from './steps';
export type { StepResult } from './steps';
export * from './types';
export { WorkflowEngine } from './WorkflowEngine';
export type { WorkflowEngineOptions } from './WorkflowEngineOptions';
