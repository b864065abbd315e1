import type { Deployment } from '@towpath/plugin-environment-common';

/** Whether it is clear what runs there, if anything does. */
export function isKnown({ state, unconfirmed }: Deployment): boolean {
  return (state === 'deployed' || state === 'empty') && !unconfirmed;
}
