/**
 * How a platform provides each type of resource that Score files ask for.
 *
 * @packageDocumentation
 */
export * from './types';
