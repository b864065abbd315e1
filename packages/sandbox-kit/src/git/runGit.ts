import { spawn } from 'node:child_process';

/** Git ended with a code the caller did not allow. */
export class GitError extends Error {
  readonly code: number;
  readonly stderr: string;

  constructor(args: string[], code: number, stderr: string) {
    super(`git ${args[0]} ended with code ${code}: ${stderr.trim()}`);
    this.code = code;
    this.stderr = stderr;
  }
}

interface GitResult {
  stdout: Buffer;
  code: number;
}

interface GitCall {
  /** The bare repository, or nothing for commands that need none. */
  gitDir?: string;
  cwd?: string;
  input?: Buffer | string;
  env?: Record<string, string>;
  /** Exit codes that are answers, not failures. Default: only 0. */
  allow?: number[];
}

/** Runs git with a list of arguments, never through a shell. */
export type Git = (args: string[], call?: GitCall) => Promise<GitResult>;

/** A `Git` that starts from the given environment and nothing else. */
export function createGit(environment: Record<string, string>): Git {
  return (args, call = {}) =>
    new Promise((resolve, reject) => {
      const prefix = call.gitDir ? [`--git-dir=${call.gitDir}`] : [];
      const child = spawn('git', ['--literal-pathspecs', ...prefix, ...args], {
        cwd: call.cwd,
        env: { ...environment, ...call.env },
      });
      const stdout: Buffer[] = [];
      const stderr: Buffer[] = [];
      child.stdout.on('data', chunk => stdout.push(chunk));
      child.stderr.on('data', chunk => stderr.push(chunk));
      child.on('error', reject);
      child.on('close', code => {
        if ([0, ...(call.allow ?? [])].includes(code ?? -1)) {
          resolve({ stdout: Buffer.concat(stdout), code: code! });
        } else {
          reject(
            new GitError(args, code ?? -1, Buffer.concat(stderr).toString()),
          );
        }
      });
      // Git may end before it has read everything; its exit code tells.
      child.stdin.on('error', () => {});
      child.stdin.end(call.input);
    });
}
