import { writeFileSync } from 'node:fs';
import { serveTest } from '../serveTest.ts';

interface Settings {
  /** Gets a line for each thing that was ended, in their order. */
  mark: string;
  fails?: boolean;
}

void serveTest<Settings>(async ({ mark, fails }, cleanup) => {
  if (fails) throw new Error('The disk is on fire');
  for (const name of ['first', 'second'])
    cleanup.after(() => writeFileSync(mark, `${name}\n`, { flag: 'a' }));
  return { pid: process.pid };
});
