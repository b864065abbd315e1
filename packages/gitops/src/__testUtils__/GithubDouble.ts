import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { TestGitHost } from '@towpath/git-hosts/testing';
import { TestProxy } from './TestProxy';

const TOKEN = 'github-token';

/**
 * Pull requests as GitHub's REST documentation describes them, kept by the test Git host: other credentials,
 * a filter by `owner:branch`, 422 for one that exists, and a trial merge as `merge_commit_sha` while it is open.
 */
export class GithubDouble {
  readonly #proxy: TestProxy;

  private constructor(proxy: TestProxy) {
    this.#proxy = proxy;
  }

  static async start(host: TestGitHost): Promise<GithubDouble> {
    const proxy = await TestProxy.start(
      host.url,
      { authorization: host.authorization },
      (request, response) => {
        if (isRefused(request, response)) return true;
        if (!request.url!.startsWith('/api/v3/')) return false;
        void answerAs(host, request, response);
        return true;
      },
    );
    return new GithubDouble(proxy);
  }

  get url(): string {
    return this.#proxy.url;
  }

  stop(): Promise<void> {
    return this.#proxy.stop();
  }

  /** One entry for `integrations.github`. */
  githubConfig() {
    return {
      host: new URL(this.url).host,
      apiBaseUrl: `${this.url}/api/v3`,
      rawBaseUrl: `${this.url}/raw`,
      token: TOKEN,
    };
  }
}

function isRefused(request: IncomingMessage, response: ServerResponse) {
  const basic = Buffer.from(`x-access-token:${TOKEN}`).toString('base64');
  const expected = request.url!.startsWith('/api/')
    ? `Bearer ${TOKEN}`
    : `Basic ${basic}`;
  if (request.headers.authorization === expected) return false;
  response.writeHead(401).end('{"message":"Bad credentials"}');
  return true;
}

function present(pull: any) {
  if (!pull.number) return pull;
  const { merged: _, ...rest } = pull;
  return {
    ...rest,
    merged_at: pull.merged_at ?? null,
    merge_commit_sha: pull.merge_commit_sha ?? 'f'.repeat(40),
    head: { ...pull.head, label: `myorg:${pull.head.ref}` },
  };
}

async function answerAs(
  host: TestGitHost,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const url = new URL(request.url!.replace('/api/v3', ''), host.url);
  const isList = request.method === 'GET' && url.pathname.endsWith('/pulls');
  const [owner, head] = url.searchParams.get('head')?.split(/:(.*)/) ?? [];
  const body = await text(request);
  const { status, json } = await host.api(
    request.method!,
    isList ? `${url.pathname}?state=all&limit=50` : url.pathname,
    body ? JSON.parse(body) : undefined,
  );
  response.setHeader('content-type', 'application/json');
  response.statusCode = status === 409 ? 422 : status;
  if (request.method === 'PATCH') response.statusCode = 200;
  const answer = isList
    ? json
        .filter((pull: any) => `${owner}:${head}` === `myorg:${pull.head.ref}`)
        .map(present)
    : present(json);
  response.end(JSON.stringify(answer));
}
