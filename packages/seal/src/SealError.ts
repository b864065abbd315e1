/**
 * Why a value does not open:
 * - `unknown-key`: it is sealed with a key that is not among those given. With that key it opens.
 * - `changed`: it is not what was sealed, or not at the place it was sealed for, or its key has another secret now.
 * - `not-sealed`: it is no sealed value.
 */
export type SealFault = 'unknown-key' | 'changed' | 'not-sealed';

/** A value that does not open. Its message holds nothing of the value. */
export class SealError extends Error {
  readonly fault: SealFault;

  constructor(fault: SealFault, message: string) {
    super(message);
    this.name = 'SealError';
    this.fault = fault;
  }
}
