// The identity provider in a process of its own. It is given its options but for the log, and
// tells its `issuer`.
import { serveTest } from '@towpath/test-kit';
import { startSignIn } from '../sign-in/index.ts';
import type { SignInOptions } from '../sign-in/types.ts';

void serveTest<Omit<SignInOptions, 'log'>>(async (options, cleanup) => {
  const running = await startSignIn({ ...options, log: console.error });
  cleanup.after(() => running.close());
  return { issuer: running.issuer };
});
