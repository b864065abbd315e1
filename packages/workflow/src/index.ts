/**
 * Durable runs on PostgreSQL: steps, waits, approvals, retries, cancel and a log, shared by any number of processes.
 *
 * @packageDocumentation
 */
export {};
