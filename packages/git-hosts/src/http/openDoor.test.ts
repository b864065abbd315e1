import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { systemClock, type Clock } from '@towpath/clock';
import { ScriptedHost, type Answer } from '../__testUtils__/ScriptedHost';
import { failureOf, GitHosts } from '../index';

const TOKEN = 'token-of-the-portal';

let host: ScriptedHost;
let elsewhere: ScriptedHost;
let pauses: number[];
beforeAll(async () => {
  host = await ScriptedHost.start();
  elsewhere = await ScriptedHost.start();
});
beforeEach(() => {
  host.seen.length = 0;
  elsewhere.seen.length = 0;
  pauses = [];
});
afterAll(async () => {
  await host?.stop();
  await elsewhere?.stop();
});

const clock: Clock = {
  now: () => Date.parse('2026-01-01T00:00:00Z'),
  sleep: async ms => void pauses.push(ms),
};

function open(timeLimitMs?: number, own = clock) {
  const gitlab = {
    host: host.host,
    apiBaseUrl: `${host.url}/api/v4`,
    baseUrl: host.url,
    token: TOKEN,
  };
  const gitea = {
    host: host.host,
    baseUrl: host.url,
    username: 'portal',
    password: TOKEN,
  };
  const github = {
    host: host.host,
    apiBaseUrl: `${host.url}/api/v3`,
    rawBaseUrl: host.url,
    token: TOKEN,
  };
  return (type: Type) => {
    const entry = { gitea, github, gitlab }[type];
    const hosts = GitHosts.fromIntegrations(
      ScmIntegrations.fromConfig(
        new ConfigReader({ integrations: { [type]: [entry] } }),
      ),
      { clock: own, timeLimitMs },
    );
    const shop = hosts.locate(`${host.url}/myorg/shop`);
    return { shop, ...hosts.of(shop) };
  };
}

const TYPES = ['gitea', 'github', 'gitlab'] as const;
type Type = (typeof TYPES)[number];

/** What a question ends with when the host answers so each time. */
async function endOf(type: Type, answer: Answer) {
  host.answer = () => answer;
  const { shop, pullRequests } = open()(type);
  const error: unknown = await pullRequests.get(shop, 7).catch(one => one);
  const { name, message } = error as Error;
  return { name, message, ending: failureOf(error)?.ending };
}

describe.each(TYPES)('the endings of a call to %s', type => {
  const said = (message: string) => ({ message });

  it.each<[string, Answer, string, string]>([
    [
      '404 in its words',
      { status: 404, body: said('none') },
      'missing',
      'NotFoundError',
    ],
    [
      '404 of something before it',
      { status: 404, body: '<html>' },
      'not-understood',
      'ServiceUnavailableError',
    ],
    [
      '401',
      { status: 401, body: said('who') },
      'denied',
      'ServiceUnavailableError',
    ],
    [
      '403 about rights',
      { status: 403, body: said('no') },
      'denied',
      'ServiceUnavailableError',
    ],
    [
      '403 about an archive',
      { status: 403, body: said('is archived') },
      'refused',
      'ConflictError',
    ],
    [
      '403 about the rate',
      { status: 403, body: said('API rate limit exceeded') },
      'away',
      'ServiceUnavailableError',
    ],
    [
      '422',
      { status: 422, body: said('has no commits') },
      'refused',
      'ConflictError',
    ],
    [
      '429',
      { status: 429, body: said('slowly') },
      'away',
      'ServiceUnavailableError',
    ],
    ['503', { status: 503, body: '<html>' }, 'away', 'ServiceUnavailableError'],
    [
      '200 that is no JSON',
      { status: 200, body: '<html>' },
      'not-understood',
      'ServiceUnavailableError',
    ],
    [
      '200 of another shape',
      { status: 200, body: {} },
      'not-understood',
      'ServiceUnavailableError',
    ],
    [
      '200 with null',
      { status: 200, body: null },
      'not-understood',
      'ServiceUnavailableError',
    ],
  ])('%s', async (_, answer, ending, name) => {
    expect(await endOf(type, answer)).toMatchObject({ ending, name });
  });

  it('tells what the host says, without the secrets in it', async () => {
    const body = said(`the credentials ${TOKEN} are old`);
    const { message } = await endOf(type, { status: 401, body });
    expect(message).toContain('the credentials *** are old');
    expect(message).toContain(
      `Check the credentials under integrations.${type}`,
    );
    expect(message).not.toContain(TOKEN);
  });

  it('sends its credentials nowhere else when it is sent on', async () => {
    const location = `${elsewhere.url}/api/v4/projects/1`;
    const { ending, message } = await endOf(type, {
      status: 302,
      headers: { location },
    });
    expect(ending).toBe('not-understood');
    expect(message).toContain(`leads to ${elsewhere.url}`);
    expect(elsewhere.seen).toEqual([]);
  });

  it('leaves the API of its host for no page of it, whatever a path says', async () => {
    const { shop, files } = open()(type);
    await Promise.all(
      ['../../../user', 'a/../b', './a', 'a//b', '/a', '', 'a\\..\\b'].map(
        path =>
          expect(files.read(shop, { path })).rejects.toThrow(
            /names no file of a repository/,
          ),
      ),
    );
    expect(host.seen).toEqual([]);
  });

  it('puts a question again that failed, and goes on when there is an answer', async () => {
    host.answer = () => ({
      status: host.seen.length < 3 ? 502 : 404,
      body: said('none'),
    });
    const { shop, repositories } = open()(type);
    expect(await repositories.find(shop)).toBeUndefined();
    expect(pauses).toEqual([250, 1_000]);
  });

  it('does not do twice what may have been done', async () => {
    host.answer = ({ method }) =>
      method === 'POST'
        ? { status: 502, body: '' }
        : { status: 200, body: { id: 3 } };
    const { shop, pullRequests } = open()(type);
    const pull = { head: 'a', base: 'main', title: 'A', body: '' };
    await expect(pullRequests.open(shop, pull)).rejects.toThrow(/answered 502/);
    expect(host.seen.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('takes a write that is sent on as a question for no success', async () => {
    host.answer = ({ method }) =>
      method === 'POST'
        ? { status: 301, headers: { location: `${host.url}/api/v4/other` } }
        : { status: 200, body: { number: 1 } };
    const { shop, pullRequests } = open()(type);
    const pull = { head: 'a', base: 'main', title: 'A', body: '' };
    const error = await pullRequests.open(shop, pull).catch(one => one);
    expect(failureOf(error)?.ending).toBe('not-understood');
    expect(host.seen).toHaveLength(1);
  });
});

it.each<[string, Record<string, string>, number[]]>([
  ['seconds', { 'retry-after': '7' }, [7_000, 7_000]],
  [
    'a date',
    { 'retry-after': 'Thu, 01 Jan 2026 00:00:03 GMT' },
    [3_000, 3_000],
  ],
  ['more than a caller wants to wait here', { 'retry-after': '600' }, []],
  ['no time that it can read', { 'retry-after': 'soon' }, [250, 1_000]],
  [
    'the end of its hour',
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1767225604' },
    [4_000, 4_000],
  ],
])('waits as long as the host asks for: %s', async (_, headers, expected) => {
  const { ending } = await endOf('github', {
    status: 429,
    body: { message: 'slowly' },
    headers,
  });
  expect(ending).toBe('away');
  expect(pauses).toEqual(expected);
});

it('gives up a host that takes the request and never answers', async () => {
  host.answer = () => undefined;
  const { shop, pullRequests } = open(300, systemClock)('gitlab');
  const error = await pullRequests.get(shop, 1).catch(one => one);
  expect(failureOf(error)?.ending).toBe('away');
  expect(error.message).toMatch(/does not answer/);
  expect(host.seen).toHaveLength(1);
});

it('ends with the reason of who cancels, and not with one of the host', async () => {
  const { shop, pullRequests } = open()('github');
  const cancel = new AbortController();
  host.answer = () => {
    cancel.abort(new Error('the run was cancelled'));
    return undefined;
  };
  await expect(pullRequests.get(shop, 1, cancel.signal)).rejects.toThrow(
    'the run was cancelled',
  );
});

it('follows a host that sends on within its API', async () => {
  host.answer = ({ url }) =>
    url.endsWith('/pulls/1')
      ? { status: 301, headers: { location: '/api/v3/repositories/5/1' } }
      : {
          status: 200,
          body: { number: 1, html_url: 'x', state: 'open', head: { sha: 'f' } },
        };
  const { shop, pullRequests } = open()('github');
  expect(await pullRequests.get(shop, 1)).toMatchObject({ number: 1 });
});
