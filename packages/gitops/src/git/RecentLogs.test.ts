import type { LoggedCommit } from './readLog';
import { RecentLogs } from './RecentLogs';

const COMMIT = { sha: 'a'.repeat(40), trailers: {} } as LoggedCommit;
const history = (length: number) => Array<LoggedCommit>(length).fill(COMMIT);
const range = (to: string, more = {}) => ({ to, limit: 3_000, ...more });

function setUp() {
  const logs = new RecentLogs();
  const read: string[] = [];
  const ask = (to: string, length = 1, more = {}) =>
    logs.get(range(to, more), async () => {
      read.push(to);
      return history(length);
    });
  return { logs, read, ask };
}

it('reads a range once, and another one of the same commit for itself', async () => {
  const { ask, read } = setUp();
  await ask('a');
  await ask('a');
  await ask('a', 1, { limit: 200 });
  await ask('a', 1, { from: 'b' });
  await ask('a', 1, { path: 'apps/shop' });
  expect(read).toEqual(['a', 'a', 'a', 'a']);
});

it('lets go of what nobody has asked for longest, so that histories do not fill the memory', async () => {
  const { ask, read } = setUp();
  await ask('a', 3_000);
  await ask('b', 3_000);
  await ask('a', 3_000);
  await ask('c', 3_000);
  await ask('a', 3_000);
  expect(read).toEqual(['a', 'b', 'c']);
  await ask('b', 3_000);
  expect(read).toEqual(['a', 'b', 'c', 'b']);
});

it('asks again where reading has failed', async () => {
  const { logs, ask, read } = setUp();
  const failing = logs.get(range('a'), async () => {
    throw new Error('the copy is broken');
  });
  await expect(failing).rejects.toThrow('the copy is broken');
  await ask('a');
  expect(read).toEqual(['a']);
});
