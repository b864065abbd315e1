import { findProgram } from '@towpath/test-kit';

/** Tests that need the real program; where that is absent, they are skipped by name. */
export const describeRuns: typeof describe = findProgram('terraform', 'tofu')
  ? describe
  : (describe.skip as typeof describe);
