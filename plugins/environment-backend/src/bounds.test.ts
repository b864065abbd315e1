/* eslint-disable no-script-url */
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { readDocument } from '@towpath/backend-kit';
import type { Knex } from 'knex';
import request from 'supertest';
import { component, environment } from './__testUtils__/entities';
import { TestPortal } from './__testUtils__/startPortal';
import { PACKAGE } from './packageName';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const ID = '019ac0de-0000-7000-8000-000000000000';
const SOON = new Date(Date.now() + 3_600_000).toISOString();
const ACTIONS = '/.backstage/actions/v1/actions';

/** The largest number of an integer column. */
const MOST = 2 ** 31 - 1;

/** What each body needs, so that one field alone is wrong. */
const BODIES: Record<string, object> = {
  promote: { service: 'shop', from: 'dev', to: 'staging' },
  approve: { digest: 'x' },
  reject: { comment: 'x' },
  cancel: {},
  rollback: { reason: 'x' },
  createFreeze: { environment: 'staging', reason: 'x', endsAt: SOON },
  reportCheck: {
    service: 'shop',
    version: '1.0.0',
    name: 'e2e',
    state: 'passed',
  },
};

const QUERIES: Record<string, string> = {
  compare: 'service=shop&from=dev&to=staging',
};

interface Schema {
  $ref?: string;
  type?: string;
  enum?: string[];
  maxLength?: number;
  maximum?: number;
  maxItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
}

interface Parameter {
  $ref?: string;
  name: string;
  in: 'path' | 'query' | 'header';
  schema: Schema;
}

interface Operation {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: { 'application/json': { schema: Schema } } };
}

const document = readDocument(PACKAGE);

function resolve<T extends { $ref?: string }>(one: T): T {
  if (!one.$ref) return one;
  const keys = one.$ref.slice(2).split('/');
  return keys.reduce((at: any, key) => at[key], document) as T;
}

const operations = Object.entries(
  document.paths as unknown as Record<string, Record<string, Operation>>,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    method,
    path,
    id: operation.operationId,
    parameters: (operation.parameters ?? []).map(resolve),
    body:
      operation.requestBody &&
      resolve(operation.requestBody.content['application/json'].schema),
  })),
);

/** The places of a schema that have no end. */
function boundless(schema: Schema, at: string): string[] {
  const { type, items, properties = {}, ...rest } = resolve(schema);
  const isOpen =
    (type === 'string' && !rest.enum && rest.maxLength === undefined) ||
    (['integer', 'number'].includes(type ?? '') && !(rest.maximum! <= MOST)) ||
    (type === 'array' && rest.maxItems === undefined);
  return [
    ...(isOpen ? [at] : []),
    ...(items ? boundless(items, `${at}[]`) : []),
    ...Object.entries(properties).flatMap(([key, inner]) =>
      boundless(inner, `${at}.${key}`),
    ),
  ];
}

let knex: Knex;
let portal: TestPortal;

function ask(method: string, path: string, body?: object) {
  const asked = request(portal.server)
    [method as 'get'](`/api/environment${path}`)
    .set('authorization', mockCredentials.user.header());
  return body ? asked.send(body) : asked;
}

const FILLINGS: Record<string, string> = {
  id: ID,
  kind: 'component',
  namespace: 'default',
  name: 'shop',
  environment: 'staging',
};

const fill = (path: string, values: Record<string, string> = {}) =>
  path.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? FILLINGS[name]);

beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  portal = await TestPortal.start({
    knex,
    entities: [
      component('shop'),
      environment('dev', 'development'),
      environment('staging', 'staging', 'dev'),
    ],
    instances: [],
  });
});

afterAll(() => portal?.stop());

it.each(operations)('$id bounds all that it takes', one => {
  const open = [
    ...one.parameters.flatMap(({ name, schema }) => boundless(schema, name)),
    ...(one.body ? boundless(one.body, 'body') : []),
  ];
  expect(open).toEqual([]);
});

it('bounds all that an action takes', async () => {
  const { body } = await ask('get', ACTIONS);
  const open = body.actions.flatMap(
    ({ id, schema }: { id: string; schema: { input: Schema } }) =>
      boundless(schema.input, id),
  );
  expect(body.actions.length).toBeGreaterThan(10);
  expect(open).toEqual([]);
});

describe.each(operations)('$id', ({ id, method, path, parameters }) => {
  const query = QUERIES[id] ?? '';
  const of = (place: Parameter['in']) =>
    parameters.filter(one => one.in === place);

  it('takes no NUL in its path or query', async () => {
    for (const { name } of of('path')) {
      const { status } = await ask(
        method,
        `${fill(path, { [name]: 'a%00b' })}?${query}`,
        BODIES[id],
      );
      expect([name, status]).toEqual([name, 400]);
    }
    for (const { name } of of('query')) {
      const others = query.replace(new RegExp(`${name}=[^&]*&?`), '');
      const { status } = await ask(
        method,
        `${fill(path)}?${others}&${name}=a%00b`,
      );
      expect([name, status]).toEqual([name, 400]);
    }
  });

  it('takes no number that no column holds', async () => {
    const numbers = of('query').filter(
      ({ schema }) => resolve(schema).type === 'integer',
    );
    for (const { name } of numbers) {
      for (const number of [MOST + 1, 2 ** 53, '1e99', '-1', 'x']) {
        const { status } = await ask(method, `${fill(path)}?${name}=${number}`);
        expect([name, number, status]).toEqual([name, number, 400]);
      }
    }
  });
});

const bodies = operations.flatMap(({ id, method, path, body }) =>
  Object.entries(body?.properties ?? {}).map(([name, schema]) => ({
    id,
    name,
    isList: resolve(schema).type === 'array',
    send: (field: string, value: unknown) =>
      ask(method, fill(path), { ...BODIES[id], [field]: value }),
  })),
);

it.each(bodies)(
  '$id takes no $name that no column holds',
  async ({ name, isList, send }) => {
    for (const text of [
      'a\0b',
      'a\ud800b',
      '\udc00',
      '\ud83d',
      'x'.repeat(20_000),
    ]) {
      const answer = await send(name, isList ? [text] : text);
      expect([name, answer.status]).toEqual([name, 400]);
      expect(answer.body.error.message).toContain(name);
    }
  },
);

it.each(bodies)('$id takes no key that it does not know', async ({ send }) => {
  for (const key of ['a\0b', '\ud800', 'other']) {
    expect((await send(key, 'x')).status).toBe(400);
  }
});

it.each(['a\0b', 'a\ud800b'])(
  'takes no such text through the door of actions: %j',
  async text => {
    const freeze = { environment: 'staging', reason: text, endsAt: SOON };
    const { status, body } = await ask(
      'post',
      `${ACTIONS}/environment:freeze-environment/invoke`,
      freeze,
    );
    expect(status).toBe(400);
    expect(body.error.message).toContain('request.reason');
  },
);

it.each(['javascript:alert(1)', 'data:text/html,x', 'https://', 'vbscript:x'])(
  'takes no %s as the page of a check',
  async url => {
    const answer = await ask('post', '/checks', { ...BODIES.reportCheck, url });
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain('url');
  },
);

it('lets nobody fill the database with freezes', async () => {
  const rows = (many: number, more: JsonObject) =>
    knex('freezes').insert(
      Array.from({ length: many }, () => ({
        id: knex.raw('gen_random_uuid()'),
        reason: 'x',
        starts_at: new Date(),
        created_at: new Date(),
        created_by: 'user:default/other',
        ends_at: SOON,
        environment: 'dev',
        ...more,
      })),
    );
  await rows(98, { environment: 'staging' });
  const atOnce = await Promise.all(
    [1, 2, 3, 4].map(() => ask('post', '/freezes', BODIES.createFreeze)),
  );
  const statuses = atOnce.map(({ status }) => status).sort();
  expect(statuses).toEqual([201, 201, 409, 409]);
  const full = await ask('post', '/freezes', BODIES.createFreeze);
  expect(full.status).toBe(409);
  expect(full.body.error.message).toContain(
    'staging has 100 freezes that hold or come, and 100 are the most',
  );

  await rows(200, { created_by: 'user:default/mock', ends_at: '2020-01-01' });
  const busy = await ask('post', '/freezes', {
    ...BODIES.createFreeze,
    environment: 'dev',
  });
  expect(busy.status).toBe(409);
  expect(busy.body.error.message).toContain('200 are the most');
});

it('lets nobody fill the database with checks, and takes another report of one that is there', async () => {
  const report = (name: string) =>
    ask('post', '/checks', { ...BODIES.reportCheck, name });
  for (let index = 0; index < 98; index += 1) {
    expect((await report(`check-${index}`)).status).toBe(204);
  }
  const atOnce = await Promise.all(
    [98, 99, 100, 101].map(index => report(`check-${index}`)),
  );
  const statuses = atOnce.map(({ status }) => status).sort();
  expect(statuses).toEqual([204, 204, 409, 409]);
  const full = await report('one more');
  expect(full.status).toBe(409);
  expect(full.body.error.message).toContain(
    'version 1.0.0 has 100 checks, and 100 are the most',
  );
  expect((await report('check-7')).status).toBe(204);
});
