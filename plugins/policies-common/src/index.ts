/** Types of the rules of the platform, their permission, and a client of their HTTP API. @packageDocumentation */
export * from './api/client';
export type { paths } from './api/generated/schema';
export * from './permissions';
