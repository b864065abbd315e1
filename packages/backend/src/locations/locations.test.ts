import { mockServices } from '@backstage/backend-test-utils';
import authBackend from '@backstage/plugin-auth-backend';
import catalogBackend from '@backstage/plugin-catalog-backend';
import permissionBackend from '@backstage/plugin-permission-backend';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { eventually } from '../__testUtils__/eventually';
import {
  signInPeople,
  testPeople,
  type Headers,
  type SignedIn,
} from '../__testUtils__/people';
import { postgresConfig } from '../__testUtils__/postgresConfig';
import { startFiles } from '../__testUtils__/startFiles';
import { startPortal } from '../__testUtils__/startPortal';
import rolePolicy from '../permission';
import ownedLocations from '.';

const component = (name: string, owner: string) => `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ${name} }
spec: { type: service, lifecycle: production, owner: ${owner} }
`;

const locationTo = (type: string, target: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Location',
  metadata: { name: 'elsewhere' },
  spec: { type, target },
});

let portal: Awaited<ReturnType<typeof startPortal>>;
let files: Awaited<ReturnType<typeof startFiles>>;
let people: Headers;

beforeAll(async () => {
  files = await startFiles();
  portal = await startPortal(
    [
      mockServices.rootLogger.factory({ level: 'none' }),
      testPeople,
      authBackend,
      permissionBackend,
      rolePolicy,
      catalogBackend,
      ownedLocations,
    ],
    {
      backend: {
        database: postgresConfig(),
        reading: { allow: [{ host: files.host }] },
      },
      catalog: {
        processingInterval: { seconds: 1 },
        rules: [{ allow: ['Component', 'Location'] }],
      },
    },
  );
  people = await signInPeople(portal.baseUrl);
});

afterAll(async () => {
  await portal?.stop();
  await files?.stop();
});

type Method = 'get' | 'post' | 'put' | 'delete';

const ask = (
  person: keyof Headers,
  method: Method,
  path: string,
  body?: object,
) =>
  request(portal.baseUrl)
    [method](`/api/catalog${path}`)
    .set(people[person])
    .send(body);

const url = (path: string) => `http://${files.host}/${path}`;
const at = (path: string) => ({ type: 'url', target: url(path) });

/** Writes a file that declares a component, and has a person register it. */
async function register(
  person: SignedIn,
  name: string,
  owner = 'team-finance',
): Promise<string> {
  const path = `${name}/catalog-info.yaml`;
  files.put(`/${path}`, component(name, owner));
  const { status, body } = await ask(person, 'post', '/locations', at(path));
  if (status !== 201) throw new Error(JSON.stringify(body));
  await eventually(() => ownerOf(name));
  return body.location.id;
}

async function ownerOf(name: string): Promise<string> {
  const { body, status } = await ask(
    'platformEngineer',
    'get',
    `/entities/by-name/component/default/${name}`,
  );
  if (status !== 200) throw new Error(`${name}: ${status}`);
  return body.spec.owner;
}

async function targetOf(id: string): Promise<string> {
  const { body } = await ask('platformEngineer', 'get', `/locations/${id}`);
  return body.target;
}

/** A file by which a person of another team would have the component for their own. */
function ownFileFor(name: string) {
  const path = `mine/${name}.yaml`;
  files.put(`/${path}`, component(name, 'team-commerce'));
  return at(path);
}

describe('a location', () => {
  it('is not repointed by somebody who did not make it, so that no team loses its service', async () => {
    const id = await register('owner', 'payments');

    const { status, body } = await ask(
      'stranger',
      'put',
      `/locations/${id}`,
      ownFileFor('payments'),
    );

    expect([status, body.error?.message]).toEqual([
      403,
      expect.stringContaining('who registered it'),
    ]);
    expect(await targetOf(id)).toBe(url('payments/catalog-info.yaml'));
    expect(await ownerOf('payments')).toBe('team-finance');
  });

  it.each<[string, (id: string) => string]>([
    ['a slash at the end', id => `/locations/${id}/`],
    ['capitals', id => `/LOCATIONS/${id.toUpperCase()}`],
    [
      'an encoded letter',
      id => `/locations/%${id.charCodeAt(0).toString(16)}${id.slice(1)}`,
    ],
    ['an encoded path', id => `/%6cocations/${id}`],
    ['two slashes', id => `//locations/${id}`],
  ])('is not repointed through %s in the path either', async (_, path) => {
    const name = `variant-${Math.random().toString(36).slice(2)}`;
    const id = await register('owner', name);

    const answer = await ask('stranger', 'put', path(id), ownFileFor(name));
    const removal = await ask('stranger', 'delete', path(id));

    expect([403, 404]).toContain(answer.status);
    expect([403, 404]).toContain(removal.status);
    expect(await targetOf(id)).toBe(url(`${name}/catalog-info.yaml`));
  });

  it.each([
    ['who made it', 'owner', 'ledger'],
    ['platform engineers, whoever made it', 'platformEngineer', 'invoices'],
  ] as const)('is changed and removed by %s', async (_, person, name) => {
    const id = await register('owner', name);
    const moved = at(`moved/${name}.yaml`);
    files.put(`/moved/${name}.yaml`, component(name, 'team-finance'));

    await ask(person, 'put', `/locations/${id}`, moved).expect(200);
    await ask('stranger', 'delete', `/locations/${id}`).expect(403);
    await ask(person, 'delete', `/locations/${id}`).expect(204);
  });

  it('is not repointed or removed by who made it while it holds what belongs to others', async () => {
    const id = await register('stranger', 'refunds');

    const repoint = await ask(
      'stranger',
      'put',
      `/locations/${id}`,
      ownFileFor('refunds'),
    );
    const removal = await ask('stranger', 'delete', `/locations/${id}`);

    expect([repoint.status, removal.status]).toEqual([403, 403]);
    expect(repoint.body.error.message).toContain('component:default/refunds');
    expect(await ownerOf('refunds')).toBe('team-finance');
  });

  it('has not two makers: who registers it again changes nothing of it', async () => {
    const id = await register('owner', 'billing');
    const again = at('billing/catalog-info.yaml');

    await ask(
      'stranger',
      'post',
      '/locations?onConflict=refresh',
      again,
    ).expect(201);
    await ask('stranger', 'post', '/locations', again).expect(409);

    await ask(
      'stranger',
      'put',
      `/locations/${id}`,
      ownFileFor('billing'),
    ).expect(403);
    await ask('owner', 'delete', `/locations/${id}`).expect(204);
  });

  it('has one maker, when two people register it at the same time', async () => {
    files.put('/race/catalog-info.yaml', component('race', 'team-finance'));
    const both = ['owner', 'stranger'] as const;

    const answers = await Promise.all(
      both.map(person =>
        ask(
          person,
          'post',
          '/locations?onConflict=refresh',
          at('race/catalog-info.yaml'),
        ),
      ),
    );

    const { id } = answers.find(({ status }) => status === 201)!.body.location;
    const removals = await Promise.all(
      both.map(person => ask(person, 'delete', `/locations/${id}`)),
    );
    expect(
      removals.map(({ status }) => status).filter(s => s === 204).length,
    ).toBeLessThan(2);
  });

  it('is not made by trying it', async () => {
    files.put('/dry/catalog-info.yaml', component('dry', 'team-finance'));
    const { body } = await ask(
      'stranger',
      'post',
      '/locations?dryRun=true',
      at('dry/catalog-info.yaml'),
    ).expect(201);
    expect(body.entities.length).toBeGreaterThan(0);
  });

  it('that was registered through an action of the catalog has a maker as well', async () => {
    files.put('/acted/catalog-info.yaml', component('acted', 'team-finance'));
    const invoke = (person: SignedIn, action: string, input: object) =>
      ask(
        person,
        'post',
        `/.backstage/actions/v1/actions/catalog:${action}/invoke`,
        input,
      );

    const { body } = await invoke('owner', 'register-entity', {
      locationUrl: url('acted/catalog-info.yaml'),
    }).expect(200);
    const type = { locationId: body.output.locationId };

    const refused = await invoke('stranger', 'unregister-entity', { type });
    expect(refused.status).toBe(403);
    await invoke('owner', 'unregister-entity', { type }).expect(200);
  });

  it('that names the entity of another location does not take it over', async () => {
    await register('owner', 'settlement');
    const path = 'mine/settlement-and-marker.yaml';
    files.put(
      `/${path}`,
      `${component('settlement', 'team-commerce')}---${component(
        'marker',
        'team-commerce',
      )}`,
    );

    await ask('stranger', 'post', '/locations', at(path)).expect(201);
    await eventually(() => ownerOf('marker'));

    expect(await ownerOf('settlement')).toBe('team-finance');
  });
});

describe('a file of the machine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-secrets-'));
  const secrets = join(folder, 'secrets.yaml');
  writeFileSync(secrets, 'SESSION: "top-secret-value\nOTHER: *nothing\n');
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    [
      'says that it lies beside it',
      { 'backstage.io/managed-by-location': `file:${folder}/x.yaml` },
    ],
    [
      'says that it comes from there',
      { 'backstage.io/managed-by-origin-location': `file:${folder}/x.yaml` },
    ],
    ['says nothing', {}],
  ])(
    'is not read for who has an entity validated that %s',
    async (_, annotations) => {
      const entity = locationTo('file', secrets);
      const { status, text } = await ask(
        'stranger',
        'post',
        '/validate-entity',
        {
          entity: { ...entity, metadata: { ...entity.metadata, annotations } },
          location: 'url:https://git.example/catalog-info.yaml',
        },
      );

      expect(status).toBe(400);
      expect(text).toContain('allowed type');
      expect(text).not.toContain('nothing');
    },
  );

  it('is not read for who registers a location that leads to it', async () => {
    const leads = JSON.stringify(locationTo('file', secrets));
    files.put('/leads/catalog-info.yaml', leads);

    const { status, text } = await ask(
      'stranger',
      'post',
      '/locations?dryRun=true',
      at('leads/catalog-info.yaml'),
    );

    expect(status).toBe(400);
    expect(text).toContain('allowed type');
    expect(text).not.toContain('nothing');
  });
});
