import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { TestProcess } from './TestProcess';
import { until } from './until';

const program = (name: string) => resolve(__dirname, '__testUtils__', name);

let folder: string;
let mark: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'test-process-'));
  mark = join(folder, 'mark');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ended = () => readFileSync(mark, 'utf8').split('\n').filter(Boolean);
const isRunning = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it('ends what a program holds, the last first, before it is gone', async () => {
  const one = new TestProcess<{ pid: number }>(program('leaveMark.ts'), {
    mark,
  });
  const { pid } = await one.told();
  expect(isRunning(pid)).toBe(true);
  await one.stop();
  expect(ended()).toEqual(['second', 'first']);
  expect(isRunning(pid)).toBe(false);
});

it('leaves nothing running when the test is killed that started it', async () => {
  const test = new TestProcess<{ pid: number }>(program('startAnother.ts'), {
    mark,
  });
  const { pid } = await test.told();
  await test.kill();
  await until('what it started has ended', () => !isRunning(pid));
  expect(ended()).toEqual(['second', 'first']);
});

it('kills without a last word', async () => {
  const one = new TestProcess<{ pid: number }>(program('leaveMark.ts'), {
    mark,
  });
  const { pid } = await one.told();
  await one.kill();
  expect(isRunning(pid)).toBe(false);
  expect(ended).toThrow(/ENOENT/);
});

it.each([
  ['fails', 1],
  ['is killed', 'SIGKILL'],
])('says that a program which %s never served', async (how, ending) => {
  const one = new TestProcess(program('leaveMark.ts'), {
    mark,
    fails: how === 'fails',
  });
  const told = one.told();
  if (how === 'is killed') void one.kill();
  await expect(told).rejects.toThrow(
    `leaveMark.ts ended with ${ending} before it served`,
  );
});
