import { ConfigSources, FileConfigSource } from '@backstage/config-loader';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { eventually } from '../__testUtils__/eventually';
import { startWholePortal } from '../__testUtils__/startWholePortal';
import { SigningKey, signInAs } from '../__testUtils__/userTokens';
import { sampleRequest } from '../__testUtils__/sampleRequests';

const READING = 'a-token-that-reads-for-the-tests';
const PIPELINE = 'a-token-of-a-pipeline-of-the-tests';
const AT_ONCE = 16;

/** The columns of the table, in order. Finance owns what is asked about. */
const PEOPLE = {
  stranger: 'kwame',
  developer: 'nia',
  owner: 'ada',
  lead: 'grace',
  platform: 'linus',
};
const CALLERS = [
  'nobody',
  'garbage',
  'expired',
  'reading',
  'pipeline',
  ...Object.keys(PEOPLE),
];

const TABLE = resolve(__dirname, 'routeTable.txt');

/** `GET /path` to what each caller is answered, as `401 401 ok`. */
function readTable(): Map<string, string> {
  const rows = readFileSync(TABLE, 'utf8')
    .split('\n')
    .filter(line => line.trim() && !line.startsWith('#'))
    .map(line => line.trim().split(/\s+/));
  return new Map(
    rows.map(([verb, path, ...cells]) => [`${verb} ${path}`, cells.join(' ')]),
  );
}

const key = new SigningKey();
let portal: Awaited<ReturnType<typeof startWholePortal>>;
let tokens: Record<string, string | undefined>;

async function readOnlyAccess() {
  const config = await ConfigSources.toConfig(
    FileConfigSource.create({
      path: resolve(__dirname, '../../../../app-config.api-token.yaml'),
      substitutionFunc: async () => READING,
      watch: false,
    }),
  );
  return config.get<object[]>('backend.auth.externalAccess');
}

/** As docs/how-to/promote-from-elsewhere.md writes it. */
const pipelineAccess = {
  type: 'static',
  options: { token: PIPELINE, subject: 'pipelines' },
  accessRestrictions: [
    {
      plugin: 'environment',
      permission: [
        'environment.promotion.create',
        'environment.promotion.read',
        'environment.deployment.read',
      ],
    },
  ],
};

beforeAll(async () => {
  const externalAccess = [...(await readOnlyAccess()), pipelineAccess];
  portal = await startWholePortal({
    auth: key.config,
    backend: { auth: { externalAccess } },
  });
  const people = await Promise.all(
    Object.entries(PEOPLE).map(async ([caller, name]) => [
      caller,
      await eventually(() => signInAs(name, portal.baseUrl)),
    ]),
  );
  tokens = {
    garbage: 'eyJhbGciOiJub25lIn0.e30.garbage',
    reading: READING,
    pipeline: PIPELINE,
    ...Object.fromEntries(people),
  };
  tokens.expired = key.expired(tokens.owner!);
  // It comes from the catalog, so it is in the catalog by then.
  await eventually(async () => {
    const { status } = await ask('owner', 'GET /api/environment/compare');
    if (status === 404) throw new Error('There is nothing to ask about');
  });
});

afterAll(async () => {
  await portal?.stop();
  key.remove();
});

async function ask(
  caller: string,
  route: string,
  headers: Record<string, string> = {},
) {
  const { method, path, body } = sampleRequest(route);
  const controller = new AbortController();
  const response = await fetch(portal.baseUrl + path, {
    method,
    redirect: 'manual',
    signal: controller.signal,
    headers: {
      ...(tokens[caller] && { authorization: `Bearer ${tokens[caller]}` }),
      ...(body && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body && JSON.stringify(body),
  });
  // Streams have no end.
  controller.abort();
  return response;
}

const classOf = (status: number) =>
  [401, 403, 404].includes(status) || status >= 500 ? String(status) : 'ok';

async function cellsOf(route: string): Promise<string> {
  const cells = await Promise.all(
    CALLERS.map(async caller => classOf((await ask(caller, route)).status)),
  );
  return cells.join(' ');
}

/** What every caller is answered on every route, a few routes at a time. */
async function askAll(routes: string[]): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  const left = [...routes];
  const work = async () => {
    for (let route = left.shift(); route; route = left.shift()) {
      answers.set(route, await cellsOf(route));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE / 2 }, work));
  return answers;
}

it('is what each of the mounted routes answers to each caller', async () => {
  const table = readTable();
  const routes = await portal.routes();

  const answers = await askAll(routes);

  const rows = (filter: (route: string, cells: string) => boolean) =>
    [...answers]
      .filter(([route, cells]) => filter(route, cells))
      .map(([route, cells]) => `${route} ${cells}`)
      .sort();
  expect({
    'new: decide who may call it, and add a row to routeTable.txt': rows(
      route => !table.has(route),
    ),
    'answers something else than its row in routeTable.txt says': rows(
      (route, cells) => table.has(route) && table.get(route) !== cells,
    ),
    'gone: remove its row from routeTable.txt': [...table.keys()].filter(
      route => !answers.has(route),
    ),
  }).toEqual({
    'new: decide who may call it, and add a row to routeTable.txt': [],
    'answers something else than its row in routeTable.txt says': [],
    'gone: remove its row from routeTable.txt': [],
  });
});

/** Other ways to write an address, and the methods and headers that frameworks read. */
const SPELLINGS: [string, (path: string) => string][] = [
  ['capitals', path => path.replace('/.backstage/sched', '/.BackStage/SCHED')],
  ['a capital plugin', path => path.replace('/catalog/', '/CATALOG/')],
  ['a slash at the end', path => `${path}/`],
  ['two slashes', path => path.replace('/.backstage', '//.backstage')],
  ['an encoded dot', path => path.replace('/.backstage', '/%2ebackstage')],
  ['an encoded letter', path => path.replace('scheduler', '%73cheduler')],
  ['an encoded slash', path => path.replace('/scheduler', '%2Fscheduler')],
  ['a way around', path => path.replace('/.backstage', '/x/../.backstage')],
  ['a query', path => `${path}?token=${READING}&_method=GET`],
];
const TASK = 'gitea-provider:sandbox:refresh';
const TRIGGER = `/api/catalog/.backstage/scheduler/v1/tasks/${TASK}/trigger`;

const send = (
  caller: string,
  method: string,
  path: string,
  headers: Record<string, string> = {},
) =>
  fetch(portal.baseUrl + path, {
    method,
    headers: { ...headers, authorization: `Bearer ${tokens[caller]}` },
  });

describe('the schedule', () => {
  it('is run by platform engineers', async () => {
    const { status } = await send('platform', 'POST', TRIGGER);
    // It runs already.
    expect([200, 409]).toContain(status);
  });

  it.each(SPELLINGS)(
    'is not run by anybody else through %s',
    async (_, spell) => {
      const callers = ['garbage', 'reading', 'pipeline', 'developer', 'lead'];
      const answers = await Promise.all(
        callers.map(caller => send(caller, 'POST', spell(TRIGGER))),
      );
      for (const { status } of answers) {
        expect([401, 403, 404]).toContain(status);
      }
    },
  );

  it('is not run with the cookie of a platform engineer, which any page can send', async () => {
    const issued = await send(
      'platform',
      'GET',
      '/api/auth/.backstage/auth/v1/cookie',
    );
    const cookie = issued.headers.get('set-cookie')!.split(';')[0];
    const { status } = await fetch(
      `${portal.baseUrl}/api/auth/.backstage/scheduler/v1/tasks`,
      { headers: { cookie } },
    );
    expect(status).toBe(401);
  });
});

describe('the token that reads', () => {
  it('asks for the head of what it reads', async () => {
    const { status } = await send('reading', 'HEAD', '/api/catalog/entities');
    expect(status).toBe(200);
  });

  it.each(['OPTIONS', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'])(
    'changes nothing by %s',
    async method => {
      const { status } = await send('reading', method, '/api/catalog/entities');
      expect(status).toBe(403);
    },
  );

  it.each(['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'])(
    'does not pass a change for a read by %s',
    async header => {
      const path =
        '/api/catalog/locations/6f1c2a04-0000-4000-8000-000000000000';
      const asRead = await send('reading', 'DELETE', path, { [header]: 'GET' });
      const asChange = await send('reading', 'GET', path, {
        [header]: 'DELETE',
      });
      expect([asRead.status, asChange.status]).toEqual([403, 404]);
    },
  );

  it.each([
    '/api/catalog/Entities',
    '/api/catalog/entities/',
    '/api/catalog//entities',
    '/api/catalog/%65ntities',
    '/api/catalog/entities/by-query/..',
  ])('is not let through to %s, which is not in the list so', async path => {
    const { status } = await send('reading', 'POST', path);
    expect([403, 404]).toContain(status);
  });

  it('is no cookie for what a person sees', async () => {
    const answers = await Promise.all(
      [
        '/api/user-settings/buckets/a/keys/b',
        '/api/notifications/notifications',
        TRIGGER,
      ].map(path =>
        fetch(portal.baseUrl + path, {
          headers: { cookie: `backstage-auth=${READING}` },
        }),
      ),
    );
    for (const { status } of answers) expect([401, 403]).toContain(status);
  });

  it('sees what runs where', async () => {
    const response = await send(
      'reading',
      'GET',
      '/api/environment/environments',
    );
    const { items } = await response.json();
    expect(items.map((one: { name: string }) => one.name)).toContain('prod');
  });
});
