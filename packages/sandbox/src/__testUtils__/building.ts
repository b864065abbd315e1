// A Git host and its builder in a process of their own. It is given the `dataDir` and tells the
// `url` of the Git host.
import { serveTest } from '@towpath/test-kit';
import { startBuilding } from '../builder/testing.ts';

void serveTest<{ dataDir: string }>(async ({ dataDir }, cleanup) => {
  const { url } = await startBuilding(cleanup, { dataDir });
  return { url };
});
