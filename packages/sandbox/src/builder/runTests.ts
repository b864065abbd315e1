import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import type { TestJail } from './types.ts';

export interface TestRun {
  jail: TestJail;
  command: string[];
  /** The checked-out service. */
  folder: string;
  logFile: string;
  /** Milliseconds. */
  timeLimit: number;
  signal: AbortSignal;
}

export type TestOutcome = 'green' | 'red' | 'timed-out' | 'stopped' | 'too-big';

const ENVIRONMENT = {
  LANG: 'C.UTF-8',
  CI: 'true',
  NO_COLOR: '1',
  PYTHONDONTWRITEBYTECODE: '1',
};

/**
 * Runs the tests of a service in the jail, on a copy of it, and keeps what they write, up to a
 * million bytes. Whatever they start ends with them.
 */
export async function runTests(run: TestRun): Promise<TestOutcome> {
  const log = createWriteStream(run.logFile, { mode: 0o600 });
  try {
    const ending = await run.jail.run({
      command: run.command,
      folder: run.folder,
      readable: [process.execPath],
      path: [path.dirname(process.execPath)],
      env: ENVIRONMENT,
      limits: { time: run.timeLimit },
      onOutput: chunk => log.write(chunk),
      signal: run.signal,
    });
    if (ending.end !== 'exited') return ending.end;
    return ending.code === 0 ? 'green' : 'red';
  } finally {
    await closed(log);
  }
}

async function closed(log: WriteStream): Promise<void> {
  log.end();
  await once(log, 'close');
}
