/**
 * Encrypts what is stored: sealed values that are bound to their place, and keys that can be changed.
 *
 * @packageDocumentation
 */
export type { SealKey } from './SealKey';
