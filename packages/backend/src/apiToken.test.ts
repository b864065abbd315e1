import catalogBackend from '@backstage/plugin-catalog-backend';
import templateKind from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import { ConfigSources, FileConfigSource } from '@backstage/config-loader';
import notificationsBackend from '@backstage/plugin-notifications-backend';
import permissionBackend from '@backstage/plugin-permission-backend';
import scaffolderBackend from '@backstage/plugin-scaffolder-backend';
import searchBackend from '@backstage/plugin-search-backend';
import type { JsonObject } from '@backstage/types';
import { mockServices } from '@backstage/backend-test-utils';
import { resolve } from 'node:path';
import request from 'supertest';
import { eventually } from './__testUtils__/eventually';
import { sampleEntities } from './__testUtils__/sampleEntities';
import { startPortal } from './__testUtils__/startPortal';
import { httpRouter } from './access';
import rolePolicy from './permission';

const TOKEN = 'a-token-for-the-test-of-scripts';

let portal: Awaited<ReturnType<typeof startPortal>>;

/** The configuration file as it is shipped, with the variable set. */
async function tokenConfig(): Promise<JsonObject> {
  const config = await ConfigSources.toConfig(
    FileConfigSource.create({
      path: resolve(__dirname, '../../../app-config.api-token.yaml'),
      substitutionFunc: async name =>
        name === 'TOWPATH_API_TOKEN' ? TOKEN : undefined,
      watch: false,
    }),
  );
  return config.get<JsonObject>();
}

type Call = [method: 'get' | 'post' | 'delete', path: string, body?: object];

function call([method, path, body]: Call, token?: string) {
  const pending = request(portal.baseUrl)[method](path);
  if (token) pending.set('Authorization', `Bearer ${token}`);
  return pending.send(body);
}

const reads: Call[] = [
  ['get', '/api/catalog/entities?filter=kind=component'],
  ['get', '/api/catalog/entities/by-query?filter=kind=component'],
  ['get', '/api/catalog/entities/by-name/component/default/payment-service'],
  ['get', '/api/catalog/entity-facets?facet=kind'],
  ['get', '/api/catalog/locations'],
  [
    'post',
    '/api/catalog/entities/by-refs',
    { entityRefs: ['component:default/payment-service'] },
  ],
  ['get', '/api/search/query?term=payment'],
  ['get', '/api/scaffolder/v2/actions'],
];

const writes: Call[] = [
  [
    'post',
    '/api/catalog/locations',
    { type: 'url', target: 'https://git.example/x.yaml' },
  ],
  [
    'post',
    '/api/catalog/locations?dryRun=true',
    { type: 'url', target: 'https://git.example/x.yaml' },
  ],
  ['delete', '/api/catalog/locations/b5f3a1de-0000-4000-8000-000000000000'],
  ['delete', '/api/catalog/entities/by-uid/UID'],
  [
    'post',
    '/api/catalog/refresh',
    { entityRef: 'component:default/payment-service' },
  ],
  [
    'post',
    '/api/scaffolder/v2/tasks',
    { templateRef: 'template:default/say-hello', values: {} },
  ],
  [
    'post',
    '/api/scaffolder/v2/dry-run',
    { template: {}, values: {}, directoryContents: [] },
  ],
  [
    'post',
    '/api/notifications/notifications',
    { recipients: { type: 'broadcast' }, payload: { title: 'Hello' } },
  ],
  ['get', '/api/notifications/notifications'],
  // What people typed into a form is theirs, and so is what came of it.
  ['get', '/api/scaffolder/v2/tasks'],
  ['get', '/api/scaffolder/v2/tasks/some-id/events'],
  ['post', '/api/permission/authorize', { items: [] }],
];

beforeAll(async () => {
  portal = await startPortal(
    [
      mockServices.rootLogger.factory({ level: 'none' }),
      httpRouter,
      sampleEntities,
      catalogBackend,
      notificationsBackend,
      permissionBackend,
      rolePolicy,
      scaffolderBackend,
      searchBackend,
      templateKind,
    ],
    await tokenConfig(),
  );
  await eventually(async () => {
    const { body } = await call(reads[0], TOKEN);
    if (body.length !== 2) {
      throw new Error(`The catalog has ${body.length} of 2 components`);
    }
  });
});

afterAll(() => portal.stop());

async function withUid([method, path, body]: Call): Promise<Call> {
  const { body: entity } = await call(reads[2], TOKEN);
  return [method, path.replace('UID', entity.metadata.uid), body];
}

describe('TOWPATH_API_TOKEN', () => {
  it.each(reads)('reads: %s %s', async (...read) => {
    await call(read, TOKEN).expect(200);
  });

  it.each(writes)('may not: %s %s', async (...write) => {
    await call(await withUid(write), TOKEN).expect(403);
  });

  it.each([...reads, ...writes])('is needed for %s %s', async (...any) => {
    await call(any).expect(401);
  });

  it.each(reads)('must be the right one for %s %s', async (...read) => {
    await call(read, `${TOKEN}x`).expect(401);
  });

  it('changes nothing through the actions of the catalog either', async () => {
    const path =
      '/api/catalog/.backstage/actions/v1/actions/catalog:register-entity/invoke';
    const target = 'https://git.example/catalog-info.yaml';

    const { status } = await call(
      ['post', path, { locationUrl: target }],
      TOKEN,
    );

    expect(status).toBe(403);
    const { body } = await call(['get', '/api/catalog/locations'], TOKEN);
    expect(JSON.stringify(body)).not.toContain(target);
  });
});
