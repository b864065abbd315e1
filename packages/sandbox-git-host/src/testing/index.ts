/**
 * What tests start in the place of a Git host, for programs that Node runs. For Jest there is the
 * program beside this file, which `TestProcess` of `@towpath/test-kit` runs.
 *
 * @packageDocumentation
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Account, Log } from '@towpath/sandbox-kit';
import { type Cleanup, temporaryFolder } from '@towpath/test-kit';
import { startGitHost } from '../startGitHost.ts';
import type { GitHostOptions } from '../types.ts';

/** The accounts that tests sign in with; each password is `<name>-password`. */
export const ACCOUNTS: Account[] = [
  ['ada', 'Ada Okafor'],
  ['grace', 'Grace Lindqvist'],
  ['towpath-portal', 'Towpath portal'],
].map(([name, displayName]) => ({
  name,
  displayName,
  email: `${name}@myorg.example`,
  password: `${name}-password`,
}));

// An error of the host is a bug: it belongs into the output of the test.
const QUIET_LOG: Log = {
  info() {},
  warn() {},
  error: message => process.stderr.write(`${message}\n`),
};

/** Starts a Git host on a free port; it closes with the test. */
export async function startTestHost(
  t: Cleanup,
  options: Partial<GitHostOptions> = {},
) {
  const dataDir = options.dataDir ?? (await temporaryFolder(t));
  const host = await startGitHost({
    port: 0,
    portalUrl: 'http://localhost:7007',
    accounts: ACCOUNTS,
    owners: ['towpath-portal'],
    log: QUIET_LOG,
    dataDir,
    ...options,
  });
  t.after(() => host.close());
  return {
    ...host,
    dataDir,
    api: createApi(host.url),
    remote: remoteOf(host.url),
  };
}

/** A clone address with credentials. */
export function remoteOf(url: string) {
  return (repository: string, name = 'ada', password = `${name}-password`) =>
    `${url.replace('://', `://${name}:${password}@`)}/myorg/${repository}.git`;
}

export interface Answer {
  status: number;
  headers: Headers;
  // Tests look into answers of many shapes.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

const testPassword = (name: string) => `${name}-password`;

/** Calls the API; `as` signs in, `null` does not. */
export function createApi(url: string, passwordOf = testPassword) {
  return async (
    method: string,
    address: string,
    body?: unknown,
    as: string | null = 'ada',
  ): Promise<Answer> => {
    const basic = Buffer.from(`${as}:${passwordOf(as ?? '')}`).toString(
      'base64',
    );
    const response = await fetch(`${url}/api/v1${address}`, {
      method,
      headers: {
        'Content-Type': 'application/json',
        ...(as ? { Authorization: `basic ${basic}` } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: json ? JSON.parse(text) : text,
    };
  };
}

export type Api = ReturnType<typeof createApi>;

export const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Creates a repository whose `main` holds these files. */
export async function seedRepository(
  api: Api,
  name: string,
  files: Record<string, string>,
) {
  await api('POST', '/orgs/myorg/repos', { name });
  const operations = Object.entries(files).map(([file, text]) => ({
    operation: 'create',
    path: file,
    content: base64(text),
  }));
  const { body } = await api('POST', `/repos/myorg/${name}/contents`, {
    files: operations,
  });
  return body.commit.sha as string;
}

/** Signs in on the pages. @returns the cookie of the session */
export async function cookieOf(
  url: string,
  name: string,
  password = testPassword(name),
): Promise<string> {
  const form = await (await fetch(`${url}/user/login`)).text();
  const [, token] = /name="token" value="([^"]+)"/.exec(form)!;
  const answer = await fetch(`${url}/user/login`, {
    method: 'POST',
    body: new URLSearchParams({ token, name, password }),
    redirect: 'manual',
  });
  if (answer.status !== 303) throw new Error(`${name}: ${answer.status}`);
  return answer.headers.get('set-cookie')!.split(';')[0];
}

const run = promisify(execFile);
const QUIET = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'Ada Okafor',
  GIT_AUTHOR_EMAIL: 'ada@myorg.example',
  GIT_COMMITTER_NAME: 'Ada Okafor',
  GIT_COMMITTER_EMAIL: 'ada@myorg.example',
};

/** Runs the real git client. Rejects with its output on a code other than 0. */
export async function git(cwd: string, ...args: string[]): Promise<string> {
  const options = {
    cwd,
    env: { ...process.env, ...QUIET },
    maxBuffer: 1 << 26,
  };
  const { stdout } = await run('git', args, options);
  return stdout.trim();
}
