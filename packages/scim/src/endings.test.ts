import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@towpath/clock';
import { ScimClient } from './ScimClient';
import type { ScimSettings } from './ScimSettings';

const TOKEN = 'token-that-nobody-may-read';
const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

let server: Server;
/** What the server says next, one after the other; the last one for ever. */
let answers: RequestListener[];
let asked: string[];
let pauses: number[];

const clock: Clock = {
  now: () => Date.UTC(2026, 10, 29),
  sleep: async ms => {
    pauses.push(ms);
  },
};

const says =
  (status: number, body: object | string = '', headers = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(status, headers);
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

const list = (total: number, ...ids: string[]) =>
  says(200, {
    schemas: [LIST],
    totalResults: total,
    Resources: ids.map(id => ({ id, userName: id })),
  });

beforeEach(async () => {
  [asked, pauses, answers] = [[], [], []];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const next = answers.length > 1 ? answers.shift()! : answers[0];
    next(request, response);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const client = (more: Partial<ScimSettings> = {}) => {
  const { port } = server.address() as AddressInfo;
  const url = `http://localhost:${port}/scim/v2`;
  return new ScimClient(
    { url, credentials: { token: TOKEN }, ...more },
    { clock },
  );
};

const zoe = { userName: 'zoe', externalId: 'e1' };

it('waits as long as a busy provider says, and is answered', async () => {
  answers = [
    says(429, '', { 'retry-after': '7' }),
    says(503, '', { 'retry-after': 'Sun, 29 Nov 2026 00:00:09 GMT' }),
    list(0),
  ];
  expect(await client().listUsers()).toEqual([]);
  expect(pauses).toEqual([7_000, 9_000]);
});

it.each([
  ['longer than its patience', '3600', 1],
  ['for ever', '1', 5],
])('does not wait %s: it could not ask', async (_how, after, times) => {
  answers = [says(429, '', { 'retry-after': after })];
  await expect(client().listUsers()).rejects.toMatchObject({
    ...{ ending: 'away', status: 429 },
  });
  expect(asked).toHaveLength(times);
});

it.each<[string, RequestListener, object]>([
  ['a failure', says(500, 'oops'), { ending: 'away', status: 500 }],
  [
    'a refusal',
    says(400, { detail: 'no such team', scimType: 'invalidValue' }),
    { ending: 'no', message: expect.stringMatching(/no such team/) },
  ],
  [
    'a page of a proxy',
    says(200, '<html>Sign in</html>'),
    { ending: 'unclear', message: expect.stringMatching(/Check scim\.url/) },
  ],
  [
    'a page that says not found',
    says(404, '<html>nothing here</html>'),
    { ending: 'unclear', status: 404 },
  ],
  [
    'a way to somewhere else',
    says(302, '', { location: 'http://localhost:1/' }),
    { ending: 'unclear', status: 302 },
  ],
  ['other JSON', says(200, { ok: true }), { ending: 'unclear' }],
  [
    'a connection that breaks',
    (_request, response) => response.destroy(),
    { ending: 'away' },
  ],
])('tells %s from the other endings', async (_name, answer, ending) => {
  answers = [answer];
  await expect(client().listUsers()).rejects.toMatchObject(ending);
  expect(pauses).toEqual([]);
});

it('does not take a page of a proxy for a person who is not there', async () => {
  answers = [says(404, '<html>nothing here</html>')];
  await expect(client().getUser('u1')).rejects.toMatchObject({
    ending: 'unclear',
  });
  await expect(client().deleteUser('u1')).rejects.toMatchObject({
    ending: 'unclear',
  });
});

it('finds whom it made by an attempt whose answer was lost', async () => {
  const made = { id: 'u1', ...zoe };
  answers = [
    list(0),
    list(0),
    says(409, { scimType: 'uniqueness', detail: 'taken' }),
    says(200, { schemas: [LIST], totalResults: 1, Resources: [made] }),
  ];
  expect(await client().ensureUser(zoe)).toEqual({ user: made, isNew: false });
});

it('does not take everybody for the one it asked for', async () => {
  const others = [1, 2].map(n => ({ id: `u${n}`, userName: `u${n}` }));
  answers = [
    says(200, { schemas: [LIST], totalResults: 2, Resources: others }),
    list(0),
    says(201, { id: 'new', ...zoe }),
  ];
  expect((await client().ensureUser(zoe)).user.id).toBe('new');
});

it.each([
  ['some other group', ['Sales']],
  ['every group', ['Sales', 'Support']],
])(
  'does not take %s for the one it asked for by its name',
  async (_what, names) => {
    const groups = (...all: string[]) =>
      says(200, {
        ...{ schemas: [LIST], totalResults: all.length },
        Resources: all.map(displayName => ({ id: displayName, displayName })),
      });
    answers = [groups(...names)];
    expect(await client().findGroup('Finance')).toBeUndefined();
    answers = [groups(...names, 'FINANCE')];
    expect(await client().findGroup('Finance')).toMatchObject({
      id: 'FINANCE',
    });
  },
);

it.each<[string, RequestListener[]]>([
  ['one comes twice', [list(3, 'a', 'b'), list(3, 'b')]],
  ['the number changes', [list(3, 'a', 'b'), list(2, 'c')]],
  ['some never come', [list(3, 'a', 'b'), list(3)]],
])('lists all or nothing: %s', async (_how, pages) => {
  answers = pages;
  await expect(client().listUsers()).rejects.toMatchObject({ ending: 'away' });
});

it('follows the cursor of a provider that pages so', async () => {
  const page = (id: string, nextCursor?: string) =>
    says(200, {
      ...{ schemas: [LIST], totalResults: 2, nextCursor },
      Resources: [{ id, userName: id }],
    });
  answers = [page('a', 'c1'), page('b')];
  const all = await client().listUsers();
  expect(all.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(asked[1]).toMatch(/cursor=c1/);
});

it('asks for a token with the credentials of a client, and again when it ends', async () => {
  const { port } = server.address() as AddressInfo;
  const credentials = {
    tokenUrl: `http://localhost:${port}/token`,
    ...{ clientId: 'portal', clientSecret: 's3cret', scope: 'scim' },
  };
  const token = says(200, { access_token: 'short', expires_in: 60 });
  answers = [token, list(0), token, list(0)];
  const mine = client({ credentials });
  await mine.listUsers();
  await mine.listUsers();
  expect(asked.map(line => line.replace(/\?.*/, ''))).toEqual([
    ...['POST /token', 'GET /scim/v2/Users'],
    ...['POST /token', 'GET /scim/v2/Users'],
  ]);
  answers = [says(401, { error: 'invalid_client' })];
  await expect(mine.listUsers()).rejects.toMatchObject({
    ending: 'no',
    message: expect.stringMatching(/invalid_client.*scim\.clientSecret/),
  });
});

it('asks for another token once when the one it has kept is not taken any more', async () => {
  const { port } = server.address() as AddressInfo;
  const credentials = {
    tokenUrl: `http://localhost:${port}/token`,
    ...{ clientId: 'portal', clientSecret: 's3cret' },
  };
  const token = says(200, { access_token: 'revoked', expires_in: 3600 });
  const refusal = says(401, { detail: 'revoked' });
  answers = [token, list(0), refusal, token, list(1, 'a')];
  const mine = client({ credentials });
  await mine.listUsers();
  expect(await mine.listUsers()).toHaveLength(1);
  answers = [refusal, token, refusal];
  await expect(mine.listUsers()).rejects.toMatchObject({
    ...{ ending: 'no', status: 401 },
  });
  expect(answers).toEqual([refusal]);
});

it('writes active as text for who wants it so', async () => {
  let body = '';
  answers = [
    (request, response) => {
      request.on('data', part => (body += part));
      request.on('end', () => says(204)(request, response));
    },
    says(200, { id: 'u1', ...zoe, active: false }),
  ];
  const user = { id: 'u1', ...zoe, active: true };
  await client({ active: 'text' }).updateUser(user, { active: false });
  expect(JSON.parse(body).Operations).toEqual([
    { op: 'replace', path: 'active', value: 'False' },
  ]);
});

it('shows no token, not even where the provider repeats it', async () => {
  answers = [says(401, { detail: `bad token ${TOKEN}` })];
  await expect(client().listUsers()).rejects.toThrow(/bad token …/);
  answers = [says(403, `<html>${TOKEN}`)];
  const error = await client()
    .listUsers()
    .catch(e => e);
  expect(error.message).not.toContain(TOKEN);
});
