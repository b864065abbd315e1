import { TestDatabases } from '@backstage/backend-test-utils';
import type { ApplicationStatus } from '@towpath/argocd';
import { ArgoCdDouble } from '@towpath/argocd/testUtils';
import type { Deployment } from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';
import {
  application,
  component,
  statusOf,
  THREE_ENVIRONMENTS,
} from './__testUtils__/entities';
import { TestPortal, until } from './__testUtils__/startPortal';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const IMAGE = 'registry.example/shop:1.0.0';
const RESOURCES = /^GET .*\/managed-resources$/;

/** As Argo CD tells of an application that was compared with Git, and never synced. */
const NEVER_SYNCED: ApplicationStatus = {
  ...statusOf([]),
  health: { status: 'Missing' },
  sync: { status: 'OutOfSync', revision: 'a'.repeat(40) },
  operationState: undefined,
};

/** The same where there is nothing to sync. */
const NO_MANIFESTS: ApplicationStatus = {
  ...NEVER_SYNCED,
  health: { status: 'Healthy' },
  sync: { status: 'Synced', revision: 'a'.repeat(40) },
};

const WAITING = {
  items: [
    {
      kind: 'Deployment',
      name: 'shop',
      targetState: '{"spec":{"image":"registry.example/shop:0.0.0"}}',
      liveState: 'null',
    },
  ],
};

const WARMING = { message: 'cache is warming' };

let knex: Knex;
let argocd: ArgoCdDouble;
let portal: TestPortal;

beforeEach(async () => {
  knex = await databases.init('POSTGRES_18');
  argocd = await ArgoCdDouble.start();
});

afterEach(async () => {
  await portal?.stop();
  await argocd?.stop();
});

async function startPortal() {
  portal = await TestPortal.start({
    knex,
    entities: [...THREE_ENVIRONMENTS, component('shop'), component('calm')],
    instances: [argocd.config],
  });
}

function put(
  environment: string,
  status: ApplicationStatus,
  spec: object = {},
) {
  const one = application('shop', environment, status);
  argocd.applications.put({ ...one, spec: { ...one.spec, ...spec } } as any);
}

const find = (environment: string, is: (one: Deployment) => unknown) =>
  until(async () => {
    const one = await portal.deployment('shop', environment);
    return one && is(one) ? one : undefined;
  });

const saying =
  (words: string) =>
  ({ unasked }: Deployment) =>
    unasked?.includes(words);

async function names(query: string): Promise<string[]> {
  const { body, status } = await portal.get(`/services?${query}`);
  expect({ status, body }).toMatchObject({ status: 200 });
  return body.items.map((one: { name: string }) => one.name);
}

const sourceWith = (more: object) => ({
  source: { ...application('shop', 'dev', {}).spec.source, ...more },
});

describe('what is not understood', () => {
  it.each<[string, object, ApplicationStatus, string[]]>([
    [
      'a plugin that makes the manifests',
      sourceWith({ plugin: { name: 'cue' } }),
      {},
      ['spec.source.plugin'],
    ],
    ['no source at all', { source: undefined }, {}, ['spec.source']],
    [
      'a source under a name that is new',
      { source: undefined, sourceHydrator: { drySource: {} } },
      {},
      ['spec.sourceHydrator', 'spec.source'],
    ],
    [
      'sources that are no list',
      { sources: { first: {} } },
      {},
      ['spec.sources'],
    ],
    [
      'overrides of another shape',
      sourceWith({
        kustomize: { images: { shop: '1' } },
        helm: { parameters: 'x=y' },
      }),
      {},
      ['spec.source.helm.parameters', 'spec.source.kustomize.images'],
    ],
    [
      'an image that is no text',
      sourceWith({ kustomize: { images: [{ name: 'shop' }] } }),
      {},
      ['spec.source.kustomize.images'],
    ],
    [
      'sync options of another shape',
      { syncPolicy: { syncOptions: { Prune: true } } },
      {},
      ['spec.syncPolicy.syncOptions'],
    ],
    [
      'a health and a sync state that are new',
      {},
      { health: { status: 'Asleep' }, sync: { status: 'Halfway' } } as any,
      ['status.health.status "Asleep"', 'status.sync.status "Halfway"'],
    ],
  ])(
    'is told by name, and keeps no other application away: %s',
    async (_what, spec, status, parts) => {
      put('dev', statusOf([], status), spec);
      put('staging', statusOf(IMAGE));
      await startPortal();

      expect(
        await find('dev', ({ notUnderstood }) => notUnderstood),
      ).toMatchObject({
        state: 'deployed',
        notUnderstood: parts,
        problem: `Not understood: ${parts.join(', ')}`,
      });
      expect((await find('staging', ({ version }) => version)).version).toBe(
        '1.0.0',
      );
      expect(await names('')).toEqual(['calm', 'shop']);
      expect(await names('notUnderstood=true')).toEqual(['shop']);
    },
  );

  it('does not hide the version that is known', async () => {
    put('dev', statusOf(IMAGE), {
      syncPolicy: { syncOptions: ['Teleport=true'] },
    });
    await startPortal();

    expect(
      await find('dev', ({ notUnderstood }) => notUnderstood),
    ).toMatchObject({
      version: '1.0.0',
      health: 'Healthy',
      notUnderstood: ['spec.syncPolicy.syncOptions "Teleport=true"'],
    });
    put('dev', statusOf(IMAGE));
    await find('dev', one => one.version && !one.notUnderstood);
    expect(await names('notUnderstood=true')).toEqual([]);
  });
});

describe('an application that has never deployed anything', () => {
  it('is empty and waits for its first version, and is neither missing nor drifted', async () => {
    argocd.fail(RESOURCES, 200, WAITING, Infinity);
    put('dev', statusOf(IMAGE));
    put('staging', NEVER_SYNCED);
    await startPortal();

    const staging = await find('staging', ({ state }) => state === 'empty');
    expect(staging).toMatchObject({
      problem: 'Nothing was deployed here yet',
      application: { name: 'shop-staging' },
    });
    expect(staging).not.toHaveProperty('unasked');
    await find('staging', ({ promotable }) => promotable);
    for (const query of ['drifted=true', 'health=Missing', 'health=Unknown']) {
      expect(await names(query)).toEqual([]);
    }
  });

  // A version stands in Git already, and nothing of it runs: to say it runs would let it be promoted.
  it('is empty where its folder holds no manifest yet, which Argo CD calls Synced', async () => {
    argocd.fail(RESOURCES, 200, { items: [] }, Infinity);
    put('dev', statusOf(IMAGE));
    put('staging', NO_MANIFESTS);
    await startPortal();

    const staging = await find('staging', ({ state }) => state === 'empty');
    expect(staging).toMatchObject({
      problem: 'Nothing was deployed here yet',
      application: { name: 'shop-staging' },
    });
    await find('staging', ({ promotable }) => promotable);
    expect(await names('drifted=true')).toEqual([]);
  });

  it('is not empty while something of it is there, or was', async () => {
    const [waiting] = WAITING.items;
    const there = { ...waiting, liveState: '{"kind":"Service"}' };
    argocd.fail(RESOURCES, 200, { items: [waiting, there] }, Infinity);
    put('dev', NEVER_SYNCED);
    put('staging', {
      ...NEVER_SYNCED,
      operationState: { phase: 'Failed', startedAt: '2026-11-20T09:59:00Z' },
    });
    await startPortal();

    for (const place of ['dev', 'staging']) {
      const here = await find(place, ({ problem }) =>
        problem?.startsWith('Nothing says'),
      );
      expect(here).toMatchObject({ state: 'deployed', health: 'Missing' });
    }
    expect(await names('health=Missing')).toEqual(['shop']);
  });
});

describe('what could not be asked', () => {
  it('is said in the words of the other side, and asked again', async () => {
    let isWarm = false;
    argocd.meddle(({ method, path }, response) => {
      if (!RESOURCES.test(`${method} ${path}`)) return false;
      response.writeHead(isWarm ? 200 : 503);
      response.end(JSON.stringify(isWarm ? WAITING : WARMING));
      return true;
    });
    put('staging', NEVER_SYNCED);
    await startPortal();

    const asked = await find('staging', saying('cache is warming'));
    expect(asked.state).toBe('deployed');
    isWarm = true;
    portal.clock.advance(31_000);
    const answered = await find('staging', ({ unasked }) => !unasked);
    expect(answered.state).toBe('empty');
  });

  it('is said where the account may not ask, and is not taken for empty', async () => {
    argocd.fail(RESOURCES, 403, { message: 'permission denied' }, Infinity);
    put('staging', NEVER_SYNCED);
    await startPortal();

    const asked = await find('staging', saying('permission denied'));
    expect(asked.state).toBe('deployed');
  });

  it('is said of what Argo CD has not compared with Git yet', async () => {
    const unknown = { status: 'Unknown' } as const;
    put('staging', { health: unknown, sync: unknown });
    await startPortal();

    await find('staging', saying('Argo CD has not compared it with Git yet'));
  });

  it('is not taken for absence while an instance has never answered', async () => {
    argocd.fail(/^GET .*\/applications$/, 503, { message: 'starting' }, 1e9);
    await startPortal();

    expect(await find('prod', ({ state }) => state === 'unasked')).toEqual({
      environment: 'prod',
      state: 'unasked',
      unasked: expect.stringMatching(/^Argo CD "main" has not been heard yet/),
    });
  });
});
