import type { Health } from '@towpath/plugin-environment-common';

/** Health in the words of the portal. */
export const stateLabel = (health: Health): string =>
  health.toLocaleLowerCase('en-US');
