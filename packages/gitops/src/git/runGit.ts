import {
  spawn,
  type ChildProcess,
  type ChildProcessWithoutNullStreams,
} from 'node:child_process';
import { Redactor } from '@towpath/redact';
import { GitError } from './GitError';

const QUIET_LIMIT_MS = 120_000;
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
  /** How long it may say nothing, in milliseconds. Default is two minutes. */
  quietLimitMs?: number;
}

/** A git by a list of arguments, in a process group of its own. */
export function startGit(args: string[], place: GitPlace) {
  return start('git', ['--literal-pathspecs', ...args], place);
}

function start(program: string, args: string[], { cwd, env }: GitPlace) {
  return spawn(program, args, {
    cwd,
    env: env as NodeJS.ProcessEnv,
    detached: true,
  });
}

/**
 * Runs git by a list of arguments, in a process group of its own. The group ends with the signal, or when
 * it says nothing for long: what goes on moving may take as long as it takes.
 * @returns what git wrote, byte for byte
 * @throws GitError when it ends with another code than 0; the signal's reason when it is aborted
 */
export function runGit(args: string[], call: GitCall): Promise<Buffer> {
  return follow(args[0], () => startGit(args, call), call);
}

/**
 * Runs several gits by a script of the shell, as one: to begin a process costs this one more than the small shell
 * that begins the others.
 * @param name - for an error
 * @param args - `$1` and so on of the script
 */
export function runScript(
  name: string,
  [script, ...args]: [script: string, ...args: string[]],
  call: GitCall,
): Promise<Buffer> {
  const { cwd } = call;
  const env = { ...call.env, GIT_LITERAL_PATHSPECS: '1' };
  const begin = () => start('sh', ['-c', script, 'git', ...args], { cwd, env });
  return follow(name, begin, call);
}

async function follow(
  name: string,
  begin: () => ChildProcessWithoutNullStreams,
  { signal, secrets, input, quietLimitMs = QUIET_LIMIT_MS }: GitCall,
): Promise<Buffer> {
  signal?.throwIfAborted();
  const child = begin();
  const end = () => endGroup(child);
  const quiet = watchQuiet(child, quietLimitMs);
  signal?.addEventListener('abort', end, { once: true });
  try {
    const { code, stdout, stderr } = await collect(child, input);
    signal?.throwIfAborted();
    if (code === 0) return stdout;
    const words = quiet.isOver()
      ? `nothing moved for ${quietLimitMs / 1000} s`
      : withoutProgress(stderr);
    throw new GitError(name, new Redactor(secrets).text(words));
  } finally {
    quiet.stop();
    signal?.removeEventListener('abort', end);
  }
}

/** Ends a git that says nothing for too long. */
function watchQuiet(child: ChildProcess, limitMs: number) {
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    endGroup(child);
  }, limitMs);
  const hear = () => isOver || timer.refresh();
  child.stdout!.on('data', hear);
  child.stderr!.on('data', hear);
  return { isOver: () => isOver, stop: () => clearTimeout(timer) };
}

/** How far git is, and which branches it has brought: no reason why it failed. */
const PROGRESS =
  /^(remote: )?[A-Z][\w ]+: +\d+%|^(remote: )?(Enumerating|Counting|Compressing|Receiving|Resolving|Writing|Updating|Unpacking|Finding) \w+|^(From|To|POST) | -> (?!.*\()/;

function withoutProgress(stderr: string): string {
  return stderr
    .split(/[\r\n]+/)
    .map(line => line.trimEnd())
    .filter(line => line && !PROGRESS.test(line))
    .join('\n')
    .trim();
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
    stderr: Buffer.concat(stderr).toString(),
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
