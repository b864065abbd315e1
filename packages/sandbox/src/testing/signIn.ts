// The identity provider in a process of its own. It is given its options but for the log, and
// tells its `issuer`.
import { serveTest } from '@towpath/test-kit';
import { startSignIn } from '../sign-in/index.ts';
import type { SignInOptions } from '../sign-in/types.ts';

const CHANGE_BY_SCIM = /^SCIM (made|changed|deleted) /;

void serveTest<Omit<SignInOptions, 'log'>>(async (options, cleanup) => {
  const running = await startSignIn({
    ...options,
    log: line => {
      if (!CHANGE_BY_SCIM.test(line)) console.error(line);
    },
  });
  cleanup.after(() => running.close());
  return { issuer: running.issuer };
});
