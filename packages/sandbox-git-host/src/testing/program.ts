// A Git host in a process of its own. It is given options of the Git host as JSON holds them,
// and tells its `url`.
import { serveTest } from '@towpath/test-kit';
import { startTestHost } from './index.ts';
import type { GitHostOptions } from '../types.ts';

void serveTest<Partial<GitHostOptions>>(async (options, cleanup) => {
  const { url } = await startTestHost(cleanup, options);
  return { url };
});
