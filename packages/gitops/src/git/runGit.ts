import { spawn, type ChildProcess } from 'node:child_process';
import { hideSecrets } from '../hideSecrets';
import { GitError } from './GitError';

const TIME_LIMIT_MS = 120_000;
const GRACE_MS = 2_000;

export interface GitPlace {
  cwd: string;
  /** The whole environment: nothing of this process's own is added. */
  env: Record<string, string>;
}

export interface GitCall extends GitPlace {
  input?: string;
  /** Never appear in an error. */
  secrets?: string[];
  signal?: AbortSignal;
}

/** A git by a list of arguments, in a process group of its own. */
export function startGit(args: string[], { cwd, env }: GitPlace) {
  return spawn('git', ['--literal-pathspecs', ...args], {
    cwd,
    env: env as NodeJS.ProcessEnv,
    detached: true,
  });
}

/**
 * Runs git by a list of arguments, in a process group of its own.
 * The group ends with the signal, or after two minutes.
 * @returns what git wrote, byte for byte
 * @throws GitError when it ends with another code than 0; the signal's reason when it is aborted
 */
export async function runGit(args: string[], call: GitCall): Promise<Buffer> {
  call.signal?.throwIfAborted();
  const limit = AbortSignal.timeout(TIME_LIMIT_MS);
  const signal = call.signal ? AbortSignal.any([call.signal, limit]) : limit;
  const child = startGit(args, call);
  const end = () => endGroup(child);
  signal.addEventListener('abort', end, { once: true });
  try {
    const { code, stdout, stderr } = await collect(child, call.input);
    call.signal?.throwIfAborted();
    if (code === 0) return stdout;
    const words = limit.aborted ? 'timed out after two minutes' : stderr;
    throw new GitError(args[0], hideSecrets(words, call.secrets));
  } finally {
    signal.removeEventListener('abort', end);
  }
}

async function collect(child: ChildProcess, input = '') {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout!.on('data', chunk => stdout.push(chunk));
  child.stderr!.on('data', chunk => stderr.push(chunk));
  // Git may end before it has read everything; its exit code tells.
  child.stdin!.on('error', () => {});
  child.stdin!.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return {
    code,
    stdout: Buffer.concat(stdout),
    stderr: Buffer.concat(stderr).toString().trim(),
  };
}

function endGroup(child: ChildProcess): void {
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS);
  child.once('close', () => clearTimeout(timer));
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid) process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}
