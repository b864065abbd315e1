import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { once } from 'node:events';

const GUARD = path.join(import.meta.dirname, 'guard.ts');
const LOG_LIMIT = 1_000_000;

export interface TestRun {
  command: string[];
  /** The checked-out service. */
  folder: string;
  /** An empty folder: home and temporary files of the tests. */
  home: string;
  logFile: string;
  /** Milliseconds. */
  timeLimit: number;
  signal: AbortSignal;
}

export type TestOutcome = 'green' | 'red' | 'timed-out' | 'stopped';

/**
 * Runs the tests of a service and keeps what they write, up to a million bytes. Whatever they start
 * ends with them. They see nothing of the sandbox's environment, which holds its secrets.
 */
export async function runTests(run: TestRun): Promise<TestOutcome> {
  await mkdir(run.home, { recursive: true });
  const child = spawn(process.execPath, [GUARD, ...run.command], {
    cwd: run.folder,
    env: environment(run.home),
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin!.on('error', () => {});
  const kept = keepOutput(child, run.logFile);
  let outcome: TestOutcome | undefined;
  const stop = (why: TestOutcome) => {
    outcome ??= why;
    killGroup(child);
  };
  const timer = setTimeout(() => stop('timed-out'), run.timeLimit);
  const abort = () => stop('stopped');
  run.signal.addEventListener('abort', abort);
  if (run.signal.aborted) abort();
  try {
    const [code] = await once(child, 'exit');
    killGroup(child);
    await kept;
    return outcome ?? (code === 0 ? 'green' : 'red');
  } finally {
    clearTimeout(timer);
    run.signal.removeEventListener('abort', abort);
  }
}

function environment(home: string): Record<string, string> {
  const node = path.dirname(process.execPath);
  return {
    PATH: [node, process.env.PATH ?? ''].join(path.delimiter),
    HOME: home,
    TMPDIR: home,
    LANG: 'C.UTF-8',
    CI: 'true',
    NO_COLOR: '1',
    PYTHONDONTWRITEBYTECODE: '1',
  };
}

// What the tests left running is part of the group that the guard leads.
function killGroup(child: ChildProcess): void {
  try {
    process.kill(-child.pid!, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function keepOutput(child: ChildProcess, file: string): Promise<void> {
  const log = createWriteStream(file, { mode: 0o600 });
  let room = LOG_LIMIT;
  const keep = (chunk: Buffer) => {
    if (room <= 0) return;
    log.write(chunk.subarray(0, room));
    room -= chunk.length;
    if (room <= 0) log.write('\nThe log ends here: it is over its limit.\n');
  };
  child.stdout!.on('data', keep);
  child.stderr!.on('data', keep);
  await once(child, 'close');
  log.end();
  await once(log, 'close');
}
