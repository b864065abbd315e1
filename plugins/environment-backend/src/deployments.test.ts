import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ArgoCdDouble } from '@towpath/argocd/testUtils';
import type { Knex } from 'knex';
import {
  application,
  component,
  environment,
  statusOf,
  THREE_ENVIRONMENTS,
} from './__testUtils__/entities';
import {
  TestPortal,
  until,
  type PortalOptions,
} from './__testUtils__/startPortal';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const image = (name: string, tag: string) => `registry.example/${name}:${tag}`;

let knex: Knex;
let argocd: ArgoCdDouble;
const endings: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  knex = await databases.init('POSTGRES_18');
  argocd = await startArgoCd();
});

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function startArgoCd(port?: number): Promise<ArgoCdDouble> {
  const double = await ArgoCdDouble.start({ port });
  endings.push(() => double.stop());
  return double;
}

async function startPortal(
  components: Entity[],
  options: Partial<PortalOptions> = {},
): Promise<TestPortal> {
  const portal = await TestPortal.start({
    knex,
    entities: [...THREE_ENVIRONMENTS, ...components],
    instances: [argocd.config],
    ...options,
  });
  endings.push(() => portal.stop());
  return portal;
}

function deploy(
  name: string,
  env: string,
  version: string,
  ...rest: [Parameters<typeof statusOf>[1]?, Parameters<typeof application>[3]?]
) {
  const [status, metadata] = rest;
  argocd.applications.put(
    application(name, env, statusOf(image(name, version), status), metadata),
  );
}

const versionIn = (portal: TestPortal, env: string, version: string) =>
  until(async () => {
    const found = await portal.deployment('shop', env);
    return found?.version === version && found;
  });

describe('what is told', () => {
  it('has each environment in promotion order, and what there is to promote', async () => {
    deploy('shop', 'dev', '1.1.0');
    deploy('shop', 'staging', '1.1.0');
    const portal = await startPortal([component('shop')]);
    await versionIn(portal, 'staging', '1.1.0');
    deploy('shop', 'dev', '1.2.0');
    deploy('shop', 'dev', '1.3.0');
    await versionIn(portal, 'dev', '1.3.0');

    const { body } = await portal.get('/services');
    expect(body.total).toBe(1);
    expect(body.items[0]).toMatchObject({
      ref: 'component:default/shop',
      owner: 'group:default/team-a',
      deployments: [
        {
          environment: 'dev',
          state: 'deployed',
          version: '1.3.0',
          health: 'Healthy',
          sync: 'Synced',
          healthySince: expect.any(String),
          application: {
            instance: 'main',
            name: 'shop-dev',
            url: `${argocd.url}/applications/shop-dev`,
          },
        },
        {
          environment: 'staging',
          version: '1.1.0',
          promotable: true,
          deployedAt: '2026-11-20T10:00:00.000Z',
          healthySince: '2026-11-20T10:01:00.000Z',
        },
        { environment: 'prod', state: 'absent' },
      ],
    });
    expect(body.items[0].deployments[1].behind).toBeGreaterThanOrEqual(1);
    expect(portal.signals.at(-1)).toEqual({
      channel: 'environment:deployments',
      message: { services: ['component:default/shop'] },
    });
    const environments = (await portal.get('/environments')).body.items;
    expect(environments.map((each: any) => each.name)).toEqual([
      'dev',
      'staging',
      'prod',
    ]);
  });

  it('keeps what ran until when, also across a service that leaves and comes back', async () => {
    deploy('shop', 'dev', '1.1.0');
    const shop = component('shop');
    const entities = [...THREE_ENVIRONMENTS, shop];
    const portal = await startPortal([], { entities });
    await versionIn(portal, 'dev', '1.1.0');
    argocd.applications.report('shop-dev', {
      summary: { images: [image('shop', '1.2.0')] },
      health: { status: 'Degraded', message: 'CrashLoopBackOff' },
    });
    await versionIn(portal, 'dev', '1.2.0');
    entities.pop();
    await portal.readCatalog();
    await until(async () => (await knex('deployments')).length === 0);
    entities.push(shop);
    await portal.readCatalog();

    const items = await until(async () => {
      const { body } = await portal.get(
        '/services/component/default/shop/history?environment=dev',
      );
      return !body.items[0].endedAt && body.items;
    });
    const told = items.map(({ version, health, endedAt }: any) => [
      version,
      health,
      Boolean(endedAt),
    ]);
    expect(told).toEqual([
      ['1.2.0', 'Degraded', false],
      ['1.1.0', 'Healthy', true],
    ]);
    expect(items[1].revisionUrl).toBe(
      `https://github.com/myorg/gitops/commit/${'a'.repeat(40)}`,
    );
  });

  it('counts healthy time anew after a break that nobody saw', async () => {
    deploy('shop', 'dev', '1.1.0');
    const portal = await startPortal([component('shop')]);
    await versionIn(portal, 'dev', '1.1.0');
    argocd.applications.report('shop-dev', {
      health: { status: 'Healthy', lastTransitionTime: '2026-11-21T08:00:00Z' },
    });
    await until(async () => {
      const found = await portal.deployment('shop', 'dev');
      return found?.healthySince === '2026-11-21T08:00:00.000Z';
    });
    expect((await portal.deployment('shop', 'dev'))?.deployedAt).toBe(
      '2026-11-20T10:00:00.000Z',
    );
  });

  it('says that the version is unknown instead of guessing among images', async () => {
    argocd.applications.put(
      application('shop', 'dev', statusOf(['redis:8', 'envoy:1.30'])),
    );
    const portal = await startPortal([component('shop')]);
    const found = await until(async () => {
      const deployment = await portal.deployment('shop', 'dev');
      return deployment?.problem?.includes('towpath.dev/image') && deployment;
    });
    expect(found.state).toBe('deployed');
    expect(found.version).toBeUndefined();
  });

  it('takes the newcomer while one version replaces another', async () => {
    deploy('shop', 'dev', '1.1.0');
    const portal = await startPortal([component('shop')]);
    await versionIn(portal, 'dev', '1.1.0');
    const images = [image('shop', '1.1.0'), image('shop', '1.0.9')];
    argocd.applications.report('shop-dev', { summary: { images } });
    await versionIn(portal, 'dev', '1.0.9');
    argocd.applications.report('shop-dev', {
      health: { status: 'Progressing' },
    });
    await until(async () => {
      const found = await portal.deployment('shop', 'dev');
      return found?.health === 'Progressing';
    });
    expect((await portal.deployment('shop', 'dev'))?.version).toBe('1.0.9');
  });
});

describe('where an application belongs', () => {
  it('names both when two match, and the one that stays goes on', async () => {
    deploy('shop', 'prod', '1.0.0');
    deploy('shop', 'prod', '1.0.0', {}, { name: 'shop-live' });
    const portal = await startPortal([component('shop')]);
    const { problem } = await until(async () => {
      const found = await portal.deployment('shop', 'prod');
      return found?.state === 'ambiguous' && found;
    });
    expect(problem).toContain('"shop-live" (main/argocd)');
    expect(problem).toContain('"shop-prod" (main/argocd)');

    argocd.applications.delete(argocd.applications.get('shop-live', 'default'));
    await versionIn(portal, 'prod', '1.0.0');
  });

  it('keeps apart two of one name in different namespaces', async () => {
    deploy('shop', 'dev', '1.0.0', {}, { name: 'shop', namespace: 'team-a' });
    deploy('shop', 'prod', '2.0.0', {}, { name: 'shop', namespace: 'team-b' });
    const portal = await startPortal([component('shop')]);
    await versionIn(portal, 'dev', '1.0.0');
    const prod = await versionIn(portal, 'prod', '2.0.0');
    expect(prod.application).toMatchObject({ namespace: 'team-b' });

    argocd.applications.delete(
      argocd.applications.get('shop', 'default', 'team-b'),
    );
    await until(async () => {
      const found = await portal.deployment('shop', 'prod');
      return found?.state === 'absent';
    });
    const dev = await portal.deployment('shop', 'dev');
    expect(dev).toMatchObject({ state: 'deployed', version: '1.0.0' });
  });

  it('is found by labels, then by selector, then by name; and follows a rename', async () => {
    const plain = { labels: {} };
    deploy('shop', 'dev', '1.0.0', {}, { ...plain, name: 'shop-dev' });
    deploy('shop', 'staging', '1.0.1', {}, { name: 'anything' });
    deploy(
      'shop',
      'prod',
      '1.0.2',
      {},
      { labels: { app: 'shop' }, name: 'live-prod' },
    );
    const portal = await startPortal([
      component('shop', { 'argocd/app-selector': 'app=shop' }),
    ]);
    await versionIn(portal, 'dev', '1.0.0');
    await versionIn(portal, 'staging', '1.0.1');
    await versionIn(portal, 'prod', '1.0.2');

    argocd.applications.delete(argocd.applications.get('shop-dev', 'default'));
    deploy('shop', 'dev', '1.0.3', {}, { name: 'renamed', namespace: 'teams' });
    const found = await versionIn(portal, 'dev', '1.0.3');
    expect(found.application).toMatchObject({
      name: 'renamed',
      namespace: 'teams',
      url: `${argocd.url}/applications/teams/renamed`,
    });
  });

  it('is of one environment only when a component names it, and of a name template of its own', async () => {
    deploy('shop', 'prod', '2.0.0', {}, { labels: {}, name: 'legacy-prod' });
    deploy('shop', 'dev', '2.1.0', {}, { labels: {}, name: 'dev.shop' });
    const portal = await startPortal([], {
      entities: [
        environment('dev', 'development', undefined, {
          argocd: { application: '{environment}.{service}' },
        }),
        environment('prod', 'production', 'dev'),
        component('shop', { 'argocd/app-name': 'legacy-prod' }),
      ],
    });
    const legacy = await versionIn(portal, 'prod', '2.0.0');
    expect(legacy.application?.name).toBe('legacy-prod');
    const own = await versionIn(portal, 'dev', '2.1.0');
    expect(own.application?.name).toBe('dev.shop');
  });

  it('keeps apart instances, and reads applications of several sources', async () => {
    const edge = await startArgoCd();
    deploy('shop', 'prod', '1.0.0');
    const several = application('shop', 'prod', {
      ...statusOf(image('shop', '3.0.0')),
      sync: { status: 'Synced', revisions: ['b'.repeat(40), 'c'.repeat(40)] },
    });
    const { source, ...spec } = several.spec;
    edge.applications.put({
      ...several,
      spec: {
        ...spec,
        sources: [
          { ...source!, ref: 'values' },
          { ...source!, chart: 'shop' },
        ],
      },
    });
    const portal = await startPortal([], {
      entities: [
        environment('prod', 'production', undefined, {
          argocd: { instance: 'edge' },
        }),
        component('shop'),
      ],
      instances: [argocd.config, { ...edge.config, name: 'edge' }],
    });
    const found = await versionIn(portal, 'prod', '3.0.0');
    expect(found.application?.instance).toBe('edge');
    expect(found.revision).toBe(`${'b'.repeat(40)},${'c'.repeat(40)}`);
  });
});

describe('an Argo CD that does not behave', () => {
  it('is heard again after its stream dropped, with what changed meanwhile', async () => {
    deploy('shop', 'dev', '1.0.0');
    const portal = await startPortal([component('shop')]);
    await versionIn(portal, 'dev', '1.0.0');
    await until(async () => argocd.openStreams === 1);
    argocd.dropStreams();
    // Nobody listens now, so that this is an event that is missed.
    deploy('shop', 'dev', '1.1.0');
    await versionIn(portal, 'dev', '1.1.0');
    argocd.dropStreams();
    argocd.applications.delete(argocd.applications.get('shop-dev', 'default'));
    const gone = await until(async () => {
      const found = await portal.deployment('shop', 'dev');
      return found?.state === 'absent' && found;
    });
    expect(gone).toEqual({ environment: 'dev', state: 'absent' });
  });

  it('takes nothing away when it lists nothing to an account that lost its rights', async () => {
    deploy('shop', 'dev', '1.0.0');
    const portal = await startPortal([component('shop')]);
    await versionIn(portal, 'dev', '1.0.0');
    const denied = { error: 'denied', message: 'permission denied', code: 7 };
    argocd.fail(/applications\/shop-dev/, 403, denied, Infinity);
    argocd.fail(
      /v1\/applications$/,
      200,
      { metadata: {}, items: null },
      Infinity,
    );
    argocd.dropStreams();

    const [instance] = await until(async () => {
      const { instances } = (await portal.get('/status')).body;
      return instances[0].ok === false && instances;
    });
    expect(instance.message).toMatch(/does not list 1 .*permission denied/);
    expect(await portal.deployment('shop', 'dev')).toMatchObject({
      state: 'deployed',
      version: '1.0.0',
    });
  });

  it('is told of in words while it is away, and what was known turns stale', async () => {
    deploy('shop', 'dev', '1.0.0');
    const portal = await startPortal([component('shop')]);
    await versionIn(portal, 'dev', '1.0.0');
    const port = Number(new URL(argocd.url).port);
    await argocd.stop();
    endings.shift();
    const [instance] = await until(async () => {
      const { instances } = (await portal.get('/status')).body;
      return instances[0].ok === false && instances;
    });
    expect(instance.message).toContain('Argo CD "main" could not');
    // To pages that are open: look at everything again.
    const anything = { channel: 'environment:deployments', message: {} };
    expect(portal.signals).toContainEqual(anything);
    portal.clock.advance(120_000);
    const stale = await portal.deployment('shop', 'dev');
    expect(stale).toMatchObject({ version: '1.0.0', stale: true });

    argocd = await startArgoCd(port);
    deploy('shop', 'dev', '1.1.0');
    // A page that is read while both are written may have the one and not the other.
    await until(async () => {
      const found = await portal.deployment('shop', 'dev');
      return found?.version === '1.1.0' && !found.stale;
    });
  });

  it('does not keep the others from being followed when one is wrong in the configuration', async () => {
    deploy('shop', 'dev', '1.0.0');
    const portal = await startPortal([component('shop')], {
      instances: [
        { name: 'nowhere', token: 's3cr3t' },
        { ...argocd.config, name: 'refused', token: 'old-s3cr3t' },
        { name: 'gone', url: 'http://localhost:1', token: 's3cr3t' },
        argocd.config,
      ],
    });
    await versionIn(portal, 'dev', '1.0.0');
    const instances = await until(async () => {
      const { body } = await portal.get('/status');
      return (
        body.instances.every(
          ({ ok, message }: any) => ok || !/not asked/.test(message),
        ) && body.instances
      );
    });
    const messages = Object.fromEntries(
      instances.map(({ name, ok, message }: any) => [name, ok || message]),
    );
    expect(messages.main).toBe(true);
    expect(messages.nowhere).toContain('argocd.instances[0].url is missing');
    expect(messages.refused).toMatch(/token/);
    expect(messages.gone).toContain('Argo CD "gone" could not');
    expect(JSON.stringify(instances)).not.toContain('s3cr3t');
    expect(JSON.stringify(portal.logger.warn.mock.calls)).toContain(
      'The portal works on',
    );
  });
});

describe('several replicas', () => {
  it('do not write over one another, and the second goes on when the first is gone', async () => {
    deploy('shop', 'dev', '1.0.0');
    const first = await startPortal([component('shop')]);
    await versionIn(first, 'dev', '1.0.0');
    const second = await startPortal([component('shop')]);
    const asked = argocd.requests.filter(({ path }) => /stream/.test(path));
    expect(asked).toHaveLength(1);
    await versionIn(second, 'dev', '1.0.0');

    endings.splice(endings.length - 2, 1);
    await first.stop();
    deploy('shop', 'dev', '1.1.0');
    await versionIn(second, 'dev', '1.1.0');
    const rows = await knex('deployment_history').orderBy('id');
    expect(rows.map(row => row.version)).toEqual(['1.0.0', '1.1.0']);
  });
});

describe('a list', () => {
  it('neither repeats nor skips a service while others come and change', async () => {
    const names = Array.from({ length: 25 }, (_, index) => `svc-${index + 10}`);
    const entities = [...THREE_ENVIRONMENTS, ...names.map(n => component(n))];
    const portal = await startPortal([], { entities });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const at: string = cursor ? `&cursor=${cursor}` : '';
      const { body } = await portal.get(`/services?limit=10${at}`);
      seen.push(...body.items.map(({ name }: any) => name));
      cursor = body.nextCursor;
      entities.push(component(`aaa-${seen.length}`));
      await portal.readCatalog();
    } while (cursor);
    expect(seen).toEqual(names);
  });

  it('is narrowed by name, owner, health, drift and reference', async () => {
    deploy('shop', 'dev', '1', { health: { status: 'Degraded' } });
    deploy('cart', 'dev', '1', { sync: { status: 'OutOfSync' } });
    deploy('web', 'dev', '1');
    const portal = await startPortal([
      component('shop'),
      component('cart', {}, { owner: 'team-b' }),
      component('web', {}, { type: 'website' }),
      component('library', {}, { type: 'library' }),
    ]);
    const list = async (query: string) => {
      const { body } = await portal.get(`/services${query}`);
      return body.items.map(({ name }: any) => name);
    };
    await until(async () => (await list('')).length === 3);
    expect(await list('')).toEqual(['cart', 'shop', 'web']);
    expect(await list('?query=HO')).toEqual(['shop']);
    expect(await list('?query=%25')).toEqual([]);
    expect(await list('?owner=group:default/team-b')).toEqual(['cart']);
    expect(await list('?health=Degraded&health=Missing')).toEqual(['shop']);
    expect(await list('?drifted=true')).toEqual(['cart']);
    expect(await list('?service=component:default/web')).toEqual(['web']);
  });

  it('names the field of a request that is wrong', async () => {
    const portal = await startPortal([]);
    const messageOf = async (path: string) => {
      const { status, body } = await portal.get(path);
      return `${status} ${body.error.message}`;
    };
    expect(await messageOf('/services?limit=500')).toMatch(/^400 .*limit/);
    expect(await messageOf('/services?health=Fine')).toMatch(/^400 .*health/);
    expect(await messageOf('/services?cursor=x')).toMatch(/^400 cursor "x"/);
    expect(await messageOf('/promotions?cursor=x')).toMatch(/^400 cursor "x"/);
    expect(await messageOf('/services?query=a%00')).toMatch(/^400 .*NUL/);
    expect(await messageOf('/services/component/default/nope')).toMatch(
      /^404 .*"component:default\/nope"/,
    );
  });
});

it('is told to nobody without the permission, and to nobody who is not signed in', async () => {
  const portal = await startPortal([component('shop')], {
    permissions: mockServices.permissions.factory({
      result: AuthorizeResult.DENY,
    }),
  });
  const paths = [
    '/environments',
    '/status',
    '/services',
    '/services/component/default/shop',
    '/services/component/default/shop/history',
  ];
  for (const path of paths) {
    const stranger = await portal.get(path);
    expect([path, stranger.status]).toEqual([path, 403]);
    expect(stranger.body.error.message).toContain(
      'environment.deployment.read',
    );
    const nobody = await portal.get(path, 'Bearer mock-none-token');
    expect([path, nobody.status]).toEqual([path, 401]);
  }
});
