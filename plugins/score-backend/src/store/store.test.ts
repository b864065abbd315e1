import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { createApiRouter, openDatabase } from '@towpath/backend-kit';
import { systemClock } from '@towpath/clock';
import type { paths } from '@towpath/plugin-score-common';
import { readSealKey, Seal } from '@towpath/seal';
import { migrateRuns } from '@towpath/workflow';
import type { Knex } from 'knex';
import request from 'supertest';
import { parseAllDocuments } from 'yaml';
import { ResourceStore } from '../database/ResourceStore';
import { SecretStore } from '../database/SecretStore';
import type { ResourceRecord } from '../model/ResourceRecord';
import { PACKAGE } from '../packageName';
import { storeRoutes } from '../routes/storeRoutes';
import { SecretReader } from './SecretReader';
import { StoreCredentials } from './StoreCredentials';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const DEV = 'dev-'.padEnd(40, 'd');
const DEV_NEXT = 'next-'.padEnd(40, 'd');
const PROD = 'prod-'.padEnd(40, 'p');
const SECRET = 'correct horse battery staple';

const auditor = mockServices.auditor.mock();
const audit: { what: any; ended?: string }[] = [];
auditor.createEvent.mockImplementation(async what => {
  const event: { what: any; ended?: string } = { what };
  audit.push(event);
  return {
    success: async () => void (event.ended = 'success'),
    fail: async () => void (event.ended = 'fail'),
  };
});
const logger = mockServices.logger.mock();

let knex: Knex;
let backend: TestBackend;
let secrets: SecretStore;
const db: string = randomUUID();
const kept = randomUUID();

const record = (
  id: string,
  change: Partial<ResourceRecord> = {},
): Omit<ResourceRecord, 'updatedAt'> => ({
  id,
  service: 'component:default/orders',
  environment: 'dev',
  uid: `postgres.default#${id}`,
  type: 'postgres',
  class: 'default',
  name: 'db',
  byId: false,
  needs: [],
  former: [],
  definition: 'postgres',
  driver: 'shelf',
  holdsData: true,
  onRemoval: 'delete',
  status: 'provided',
  request: { settings: {}, params: {} },
  outputs: {},
  manifests: [],
  ...change,
});

const plugin = createBackendPlugin({
  pluginId: 'score',
  register({ registerInit }) {
    registerInit({
      deps: {
        database: coreServices.database,
        httpRouter: coreServices.httpRouter,
      },
      async init({ database, httpRouter }) {
        knex = await openDatabase(database, PACKAGE, migrateRuns);
        const resources = new ResourceStore({ knex, clock: systemClock });
        const key = readSealKey('one', 'k'.repeat(40));
        secrets = new SecretStore({ knex, seal: new Seal([key]) });
        await resources.put(record(db));
        await secrets.put(db, { password: SECRET });
        await resources.put(record(kept, { status: 'kept' }));
        await secrets.put(kept, { password: SECRET });
        const credentials = new StoreCredentials([
          { environment: 'dev', token: DEV },
          { environment: 'dev', token: DEV_NEXT },
          { environment: 'prod', token: PROD },
        ]);
        const reader = new SecretReader({
          ...{ credentials, resources, secrets, auditor, logger },
        });
        httpRouter.use(createApiRouter<paths>(PACKAGE, [storeRoutes(reader)]));
        httpRouter.addAuthPolicy({ path: '/store', allow: 'unauthenticated' });
      },
    });
  },
});

beforeAll(async () => {
  const connection = await databases.init('POSTGRES_18');
  backend = await startTestBackend({
    features: [
      plugin,
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => mockServices.database({ knex: connection }),
      }),
      mockServices.httpAuth.factory({
        defaultCredentials: mockCredentials.none(),
      }),
    ],
  });
});
afterAll(() => backend?.stop());
beforeEach(() => {
  audit.length = 0;
});

function ask(where: string, authorization?: string) {
  const asked = request(backend.server).get(where);
  return authorization ? asked.set({ authorization }) : asked;
}

const at = (environment: string, id = db, output = 'password') =>
  `/api/score/store/${environment}/${id}/${output}`;

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

it.each([
  ['a bearer', `Bearer ${DEV}`],
  ['a bearer in small letters', `bearer ${DEV}`],
  ['the next token', `Bearer ${DEV_NEXT}`],
  ['a password', basic(`dev:${DEV}`)],
  ['a password of nobody', basic(`:${DEV}`)],
])(
  'gives the secret to %s, and nothing on the way keeps it',
  async (_, who) => {
    const { status, body, headers } = await ask(at('dev'), who);
    expect(status).toBe(200);
    expect(body).toEqual({ value: SECRET });
    expect(headers['cache-control']).toBe('no-store');
    expect(audit).toEqual([
      {
        what: expect.objectContaining({
          eventId: 'score-store-read',
          severityLevel: 'low',
          meta: {
            environment: 'dev',
            resource: db,
            output: 'password',
            by: 'store:dev',
            from: expect.any(String),
          },
        }),
        ended: 'success',
      },
    ]);
  },
);

it.each([
  ['nobody', undefined, 401],
  ['an empty token', 'Bearer ', 401],
  ['a token that is a beginning', `Bearer ${DEV.slice(0, -1)}`, 401],
  ['a token and more', `Bearer ${DEV}x`, 401],
  ['a token in another scheme', `Token ${DEV}`, 401],
  ['a token as name', basic(`${DEV}:x`), 401],
  ['no pair', basic(DEV), 401],
  ["another environment's token", `Bearer ${PROD}`, 403],
])('refuses %s, and writes it down', async (_, who, status) => {
  const response = await ask(at('dev'), who);
  expect(response.status).toBe(status);
  expect(response.text).not.toContain(SECRET);
  expect(audit).toEqual([
    {
      what: expect.objectContaining({ severityLevel: 'high' }),
      ended: 'fail',
    },
  ]);
  expect(JSON.stringify(audit[0].what.meta)).not.toContain(DEV);
});

it.each([
  ['a resource that is not there', at('dev', randomUUID()), DEV],
  ['what is no id', at('dev', 'db'), DEV],
  ['an output that is not there', at('dev', db, 'host'), DEV],
  ["another environment's resource", at('prod'), PROD],
  ['a resource that was removed', at('dev', kept), DEV],
])('has nothing at %s', async (_, where, token) => {
  const { status, text } = await ask(where, `Bearer ${token}`);
  expect(status).toBe(404);
  expect(text).not.toContain(SECRET);
});

it('says that a secret cannot be opened, without it', async () => {
  const id = randomUUID();
  const resources = new ResourceStore({ knex, clock: systemClock });
  await resources.put(record(id));
  const otherKey = readSealKey('gone', 'g'.repeat(40));
  const other = new SecretStore({ knex, seal: new Seal([otherKey]) });
  await other.put(id, { password: SECRET });
  const { status, text } = await ask(at('dev', id), `Bearer ${DEV}`);
  expect(status).toBe(500);
  expect(text).not.toContain(SECRET);
  expect(JSON.stringify(logger.error.mock.calls)).toContain(id);
  expect(JSON.stringify(logger.error.mock.calls)).not.toContain(SECRET);
});

it('refuses tokens that are short, and one for two environments', () => {
  const short = [{ environment: 'dev', token: 'x'.repeat(31) }];
  expect(() => new StoreCredentials(short)).toThrow(
    /token of dev has 31 characters/,
  );
  const shared = ['dev', 'prod'].map(environment => ({
    environment,
    token: DEV,
  }));
  expect(() => new StoreCredentials(shared)).toThrow(
    /dev and prod have one token/,
  );
});

describe('the store that the docs give to the operator', () => {
  const text = readFileSync(
    path.resolve(
      __dirname,
      '../../../../docs/how-to/read-secrets-in-the-cluster.md',
    ),
    'utf8',
  );
  const [store] = [...text.matchAll(/```yaml\n(.*?)```/gs)]
    .flatMap(([, yaml]) => parseAllDocuments(yaml))
    .map(document => document.toJS() as any)
    .filter(({ kind }) => kind === 'ClusterSecretStore');

  /** As the operator fills the templates of a webhook. */
  const fill = (template: string, values: Record<string, string>) =>
    template.replace(/{{ *\.([\w.]+) *}}/g, (_, name) => values[name]);

  it('reads the secret that a manifest refers to', async () => {
    const { webhook } = store.spec.provider;
    const values = {
      'remoteRef.key': db,
      'remoteRef.property': 'password',
      'auth.token': DEV,
    };
    const { pathname } = new URL(fill(webhook.url, values));
    const { body } = await ask(
      pathname,
      fill(webhook.headers.Authorization, values),
    );
    expect(webhook.result.jsonPath).toBe('$.value');
    expect(body.value).toBe(SECRET);
  });

  it('has the name that manifests give', () => {
    expect(store.metadata.name).toBe('towpath');
  });
});
