/**
 * Types of terraform stacks, their permissions, and a client of their HTTP API.
 *
 * @packageDocumentation
 */
export * from './api/client';
export type { paths } from './api/generated/schema';
export * from './permissions';
export type { StackProgress } from './progress';
export * from './StackEntityV1alpha1';

/** The kind of run, as the pages of all runs know it. */
export const TERRAFORM_STACKS_RUNS = 'terraform-stacks';
