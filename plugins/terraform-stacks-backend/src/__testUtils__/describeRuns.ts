import { execFileSync } from 'node:child_process';

const hasTerraform = ['terraform', 'tofu'].some(name => {
  try {
    execFileSync(name, ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});

/** Tests that need the real program; where that is absent, they are skipped by name. */
export const describeRuns: typeof describe = hasTerraform
  ? describe
  : (describe.skip as typeof describe);
