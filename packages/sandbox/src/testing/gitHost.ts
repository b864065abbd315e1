// A Git host in a process of its own. It is given options of the Git host as JSON holds them,
// and tells its `url`.
import { serveTest } from '@towpath/test-kit';
import { startTestHost } from '../git-host/testing.ts';
import type { GitHostOptions } from '../git-host/types.ts';

void serveTest<Partial<GitHostOptions>>(async (options, cleanup) => {
  const { url } = await startTestHost(cleanup, options);
  return { url };
});
