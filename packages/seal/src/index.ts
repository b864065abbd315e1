/**
 * Encrypts what is stored: sealed values that are bound to their place, and keys that can be changed.
 *
 * @packageDocumentation
 */
export { readSeal } from './readSeal';
export { Seal, type SealPlace } from './Seal';
export { SealError, type SealFault } from './SealError';
export { readSealKey, type SealKey } from './SealKey';
