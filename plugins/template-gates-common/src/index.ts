/** Types of golden gates on templates, their permissions, and a client of their HTTP API. @packageDocumentation */
export * from './api/client';
export type { paths } from './api/generated/schema';
export * from './permissions';

/** The kind of run, as the pages of all runs know it. */
export const TEMPLATE_TASKS = 'template-task';
