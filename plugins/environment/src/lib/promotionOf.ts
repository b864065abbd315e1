import type { Promotion } from '@towpath/plugin-environment-common';
import type { Run } from '@towpath/plugin-runs-common';

/** The promotion that a run is. */
export function promotionOf({ details }: Run): Promotion {
  // The backend puts it there whole.
  return details as unknown as Promotion;
}
