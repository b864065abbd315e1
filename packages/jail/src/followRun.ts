import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Ending, Limits } from './types.ts';
import { JailError } from './types.ts';

export interface Watch {
  limits: Limits;
  onOutput: (chunk: Buffer) => void;
  signal?: AbortSignal;
}

const CUT = '\nThe output ends here: it is over its limit.\n';
const TROUBLE_KEPT = 2_000;

/** Reads what a cage reports, keeps time and output within their limits, and resolves with the ending. */
export async function followRun(
  child: ChildProcess,
  { limits, onOutput, signal }: Watch,
): Promise<Ending> {
  const report = collect(child.stdio[3] as Readable);
  const first = passOn(child, limits.output, onOutput);
  let why: 'timed-out' | 'stopped' | undefined;
  const end = (reason: typeof why) => {
    why ??= reason;
    killGroup(child);
  };
  const timer = setTimeout(() => end('timed-out'), limits.time);
  const abort = () => end('stopped');
  signal?.addEventListener('abort', abort);
  if (signal?.aborted) abort();
  try {
    await closed(child);
    return why ? { end: why } : understand(report(), first());
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

function closed(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', error =>
      reject(new JailError(`The jail cannot be started: ${error.message}`)),
    );
    // What the program left behind holds its output open.
    child.once('exit', () => killGroup(child));
    child.once('close', () => resolve());
  });
}

/** The cage leads a process group of its own. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function collect(stream: Readable): () => string {
  let text = '';
  stream.on('data', chunk => (text += chunk));
  return () => text;
}

/** @returns the beginning of what was written, for an error of the cage itself */
function passOn(
  child: ChildProcess,
  limit: number,
  onOutput: (chunk: Buffer) => void,
): () => string {
  let room = limit;
  let first = '';
  const take = (chunk: Buffer) => {
    if (first.length < TROUBLE_KEPT) first += chunk;
    if (room <= 0) return;
    onOutput(chunk.subarray(0, room));
    room -= chunk.length;
    if (room <= 0) onOutput(Buffer.from(CUT));
  };
  child.stdout!.on('data', take);
  child.stderr!.on('data', take);
  return () => first.slice(0, TROUBLE_KEPT).trim();
}

function understand(report: string, output: string): Ending {
  const [, code] = /^exited (\d+)$/m.exec(report) ?? [];
  if (code !== undefined) return { end: 'exited', code: Number(code) };
  if (/^too-big$/m.test(report)) return { end: 'too-big' };
  throw new JailError(
    /^started$/m.test(report)
      ? `The jail ended before its program did: ${output}`
      : `The jail was not made: ${output}`,
  );
}
