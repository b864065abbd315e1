/**
 * Runs of every kind, as pages and other backends see them.
 *
 * @packageDocumentation
 */
export * from './api';
