import { resolve } from 'node:path';
import { serveTest } from '../serveTest.ts';
import { TestProcess } from '../TestProcess.ts';

// Stands for a test that is killed while something that it started runs.
void serveTest<{ mark: string }>(async settings => {
  const program = resolve(import.meta.dirname, 'leaveMark.ts');
  return new TestProcess<{ pid: number }>(program, settings).told();
});
