import { spawn, type ChildProcess } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';

export interface GitRequest {
  /** Folder with the organisation's folder of bare repositories. */
  projects: string;
  /** `/<organisation>/<name>.git/<service path>`, built from a known repository. */
  path: string;
  /** Query string without the question mark. */
  query: string;
  /** Account name, when known; without it git refuses a push. */
  user?: string;
  /** More environment for git and its hooks. */
  env?: Record<string, string>;
}

/** Serves one request of git's smart HTTP protocol. Resolves when git has ended. */
export async function serveGit(
  variables: Record<string, string>,
  git: GitRequest,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const child = spawn('git', ['http-backend'], {
    env: { ...variables, ...cgiVariables(git, request), ...git.env },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve());
  });
  stopWhenClientLeaves(child, git, response);
  child.stdin!.on('error', () => {});
  request.pipe(child.stdin!);
  await Promise.all([answer(child.stdout!, response), ended]);
}

function cgiVariables(
  git: GitRequest,
  request: IncomingMessage,
): Record<string, string> {
  const header = (name: string) => request.headers[name]?.toString();
  const optional = {
    CONTENT_TYPE: header('content-type'),
    CONTENT_LENGTH: header('content-length'),
    HTTP_CONTENT_ENCODING: header('content-encoding'),
    HTTP_GIT_PROTOCOL: header('git-protocol'),
    GIT_PROTOCOL: header('git-protocol'),
    REMOTE_USER: git.user,
  };
  const present = Object.entries(optional).filter(
    ([, value]) => value !== undefined,
  );
  return {
    GIT_PROJECT_ROOT: git.projects,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: git.path,
    QUERY_STRING: git.query,
    REQUEST_METHOD: request.method ?? 'GET',
    REMOTE_ADDR: request.socket.remoteAddress ?? '',
    ...(Object.fromEntries(present) as Record<string, string>),
  };
}

// Closing its input ends a receive-pack cleanly; an upload-pack would wait for ever.
function stopWhenClientLeaves(
  child: ChildProcess,
  git: GitRequest,
  response: ServerResponse,
): void {
  response.on('close', () => {
    if (response.writableFinished || child.exitCode !== null) return;
    if (git.path.endsWith('/git-receive-pack')) child.stdin?.destroy();
    else child.kill('SIGTERM');
  });
}

/** Turns the CGI answer of http-backend into an HTTP one. */
async function answer(
  output: Readable,
  response: ServerResponse,
): Promise<void> {
  let head = Buffer.alloc(0);
  let started = false;
  for await (const chunk of output) {
    if (response.destroyed) continue;
    if (started) {
      await write(response, chunk);
      continue;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) continue;
    started = true;
    writeHead(response, head.subarray(0, end).toString());
    await write(response, head.subarray(end + 4));
  }
  if (!started && !response.headersSent) response.statusCode = 500;
  response.end();
}

function writeHead(response: ServerResponse, head: string): void {
  for (const line of head.split('\r\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).trim();
    if (name.toLowerCase() === 'status')
      response.statusCode = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
}

function write(
  response: ServerResponse,
  chunk: Buffer,
): Promise<void> | undefined {
  if (chunk.length === 0 || response.write(chunk)) return undefined;
  return new Promise(resolve => {
    const go = () => {
      response.off('drain', go);
      response.off('close', go);
      resolve();
    };
    response.on('drain', go);
    response.on('close', go);
  });
}
