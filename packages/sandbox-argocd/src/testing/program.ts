// A Git host and an Argo CD with nothing to sync yet, in a process of their own. It is given
// options of Argo CD as JSON holds them, and tells the `url` and `token` of Argo CD and the
// `repoUrl` of what runs where. Time is real.
import { serveTest } from '@towpath/test-kit';
import { startDelivery, TOKEN } from './index.ts';
import type { ArgoCdOptions } from '../types.ts';

void serveTest<Partial<ArgoCdOptions>>(async (options, cleanup) => {
  const { url, repoURL } = await startDelivery(cleanup, {
    clock: () => new Date(),
    interval: 100,
    ...options,
  });
  return { url, repoUrl: repoURL, token: TOKEN };
});
