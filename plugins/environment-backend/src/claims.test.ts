import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { ArgoCdDouble } from '@towpath/argocd/testUtils';
import type { Knex } from 'knex';
import request from 'supertest';
import {
  application,
  component,
  environment,
  statusOf,
} from './__testUtils__/entities';
import { TestPortal, until } from './__testUtils__/startPortal';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
let knex: Knex;
beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
});

// One database, since those of a file are dropped in one go at its end, within a fixed time.
async function emptyDatabase(): Promise<void> {
  await knex.raw('drop schema public cascade; create schema public');
}
const endings: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const GITOPS = 'https://github.com/myorg/gitops';
const PAY = 'https://github.com/finance/pay';
const MINE = 'https://github.com/newcomers/tools';
const SELECTOR = 'argocd/app-selector';

/** As the catalog has it: where its file is, and what the file says. */
const from = (
  url: string,
  name: string,
  annotations: Record<string, string> = {},
  spec: object = {},
) =>
  component(
    name,
    {
      'backstage.io/managed-by-location': `url:${url}/tree/main/catalog-info.yaml`,
      ...annotations,
    },
    spec,
  );

const inNamespace = (namespace: string, entity: Entity): Entity => ({
  ...entity,
  metadata: { ...entity.metadata, namespace },
});

const pay = from(PAY, 'pay', {}, { owner: 'finance' });
const newcomer = (annotations: Record<string, string>) =>
  from(MINE, 'evil', annotations, { owner: 'newcomers' });

const selecting = newcomer({ [SELECTOR]: 'app=pay' });

interface Labels {
  labels?: Record<string, string>;
  name?: string;
  source?: object;
  project?: string;
}

/** In Argo CD, in staging and in prod, with a label of its own as charts set it. */
const deployed = ({
  labels = {},
  name = 'pay',
  source,
  project,
}: Labels = {}) =>
  ['staging', 'prod'].map(env => {
    const app = application(
      name,
      env,
      statusOf(`registry.example/pay:${env}`),
      {
        labels: { app: 'pay', ...labels },
      },
    );
    Object.assign(app.spec, project && { project });
    Object.assign(app.spec.source!, source);
    return app;
  });

async function start(
  entities: Entity[],
  applications: ReturnType<typeof deployed>,
  argocdOf: (env: string) => object = () => ({}),
) {
  const double = await ArgoCdDouble.start({});
  endings.push(() => double.stop());
  entities.push(
    environment('staging', 'staging', undefined, {
      argocd: argocdOf('staging'),
    }),
    environment('prod', 'production', 'staging', { argocd: argocdOf('prod') }),
  );
  for (const one of applications) double.applications.put(one);
  await emptyDatabase();
  const portal = await TestPortal.start({
    knex,
    entities,
    instances: [double.config],
  });
  endings.push(() => portal.stop());
  await until(async () => {
    const { instances } = (await portal.get('/status')).body;
    return instances[0]?.applications === applications.length;
  });
  return portal;
}

const place = (portal: TestPortal, ref: string) =>
  until(async () => {
    const path = ref.replace(/[:/]/g, '/');
    const { body } = await portal.get(`/services/${path}`);
    const found = body.deployments?.find(
      (one: any) => one.environment === 'prod',
    );
    return found && found.state !== 'absent' && found;
  });

/** What a promotion is answered: whether it is allowed is asked before what Git says. */
async function promote(portal: TestPortal, service: string) {
  const { status, body } = await request(portal.server)
    .post('/api/environment/promotions')
    .set('authorization', mockCredentials.user.header())
    .send({ service, from: 'staging', to: 'prod' });
  return { status, message: body.error?.message };
}

const EVIL = 'component:default/evil';
const FINANCE = 'component:default/pay';

async function expectNothingFor(portal: TestPortal, service: string) {
  const { status, message } = await promote(portal, service);
  expect({ service, status, message }).toMatchObject({ status: 409 });
  const { body } = await portal.get(
    `/services/${service.replace(/[:/]/g, '/')}`,
  );
  expect(body.deployments.some((one: any) => one.promotable)).toBe(false);
  return message;
}

/** Past the question whose it is, on to what Git would say. */
async function expectTheRightFor(portal: TestPortal, service: string) {
  const { message } = await promote(portal, service);
  expect(message).not.toMatch(/belong|claim|confirm/);
}

describe('an application that nobody but entities and names speak for', () => {
  it('is ambiguous to both when a newcomer selects what another is named after', async () => {
    const portal = await start([pay, selecting], deployed());
    for (const service of [FINANCE, EVIL]) {
      const { state, problem } = await place(portal, service);
      expect(state).toBe('ambiguous');
      expect(problem).toContain(`${FINANCE} (by the name of the application)`);
      expect(problem).toContain(`${EVIL} (by its annotation ${SELECTOR})`);
      expect(problem).toContain('towpath.dev/service');
      expect(await expectNothingFor(portal, service)).toContain('is claimed');
    }
  });

  it('is shown and grants nothing while only a name says whose it is', async () => {
    const portal = await start([pay], deployed());
    expect(await place(portal, FINANCE)).toMatchObject({
      state: 'deployed',
      version: 'prod',
      unconfirmed: true,
      problem: expect.stringContaining('spec.argocd.applications'),
    });
    expect(await expectNothingFor(portal, FINANCE)).toContain('not confirmed');
  });

  it.each([
    ['selects it', { [SELECTOR]: 'app=pay' }],
    ['selects everything', { [SELECTOR]: '!nothing' }],
    ['names it', { 'argocd/app-name': 'pay-prod' }],
  ])('grants nothing to an entity that %s', async (_, annotations) => {
    const portal = await start([newcomer(annotations)], deployed());
    expect(await place(portal, EVIL)).toMatchObject({ unconfirmed: true });
    await expectNothingFor(portal, EVIL);
  });

  it('grants nothing to an entity that was registered with its name', async () => {
    const squatter = from(MINE, 'pay', {}, { owner: 'newcomers' });
    const portal = await start([squatter], deployed());
    expect(await place(portal, FINANCE)).toMatchObject({ unconfirmed: true });
    await expectNothingFor(portal, FINANCE);
  });

  it('is ambiguous between entities of one name in two namespaces', async () => {
    const twin = inNamespace('evil', from(MINE, 'pay'));
    const portal = await start([pay, twin], deployed());
    for (const service of [FINANCE, 'component:evil/pay']) {
      expect(await place(portal, service)).toMatchObject({
        state: 'ambiguous',
      });
      await expectNothingFor(portal, service);
    }
  });
});

describe('labels of the application', () => {
  const labelled = (more: Record<string, string> = {}) =>
    deployed({ labels: { 'towpath.dev/service': 'pay', ...more } });

  it('stand against whatever a newcomer claims', async () => {
    const portal = await start([pay, selecting], labelled());
    const found = await place(portal, FINANCE);
    expect(found).toMatchObject({ state: 'deployed', version: 'prod' });
    expect(found.unconfirmed).toBeUndefined();
    await expectTheRightFor(portal, FINANCE);
    const { state, problem } = await place(portal, EVIL);
    expect(state).toBe('ambiguous');
    expect(problem).toContain(`belongs to ${FINANCE}`);
    await expectNothingFor(portal, EVIL);
  });

  it('leave nothing to a newcomer while what they name is not in the catalog', async () => {
    const portal = await start([selecting], labelled());
    const { state, problem } = await place(portal, EVIL);
    expect(state).toBe('ambiguous');
    expect(problem).toContain('labelled towpath.dev/service: pay');
    await expectNothingFor(portal, EVIL);
  });

  it('mean the namespace that they say, whoever else has the name', async () => {
    const ours = inNamespace('finance', pay);
    const squatter = from(MINE, 'pay');
    const namespace = { 'towpath.dev/namespace': 'finance' };
    const portal = await start([ours, squatter], labelled(namespace));
    await place(portal, 'component:finance/pay');
    await expectTheRightFor(portal, 'component:finance/pay');
    await expectNothingFor(portal, FINANCE);
  });

  it('do not go over to who registers the name in the default namespace', async () => {
    const ours = inNamespace('finance', pay);
    const portal = await start([ours], labelled());
    const found = await place(portal, 'component:finance/pay');
    expect(found).toMatchObject({ unconfirmed: true });
    expect(found.problem).toContain('towpath.dev/namespace: finance');
    await expectNothingFor(portal, 'component:finance/pay');
  });
});

describe('the Git source of the application', () => {
  const CHART = {
    path: 'deploy',
    repoURL: `${PAY}.git`,
    targetRevision: 'main',
  };
  const own = from(PAY, 'pay', { [SELECTOR]: 'app=pay' });

  it.each([
    [`${PAY}.git`],
    ['git@github.com:Finance/pay.git'],
    ['ssh://git@github.com/finance/pay'],
  ])('confirms the service whose own it is: %s', async repoURL => {
    const apps = deployed({ source: { ...CHART, repoURL } });
    const portal = await start([own, selecting], apps);
    const found = await place(portal, FINANCE);
    expect(found.unconfirmed).toBeUndefined();
    await expectTheRightFor(portal, FINANCE);
    await expectNothingFor(portal, EVIL);
  });

  it.each([
    ['that another repository begins with', `${PAY}-evil.git`],
    ['on another port', 'https://github.com:8443/finance/pay.git'],
    ['on another host', 'https://github.com.evil.example/finance/pay.git'],
    ['of another owner', 'https://github.com/finances/pay.git'],
    ['in a repository of all', GITOPS],
  ])('confirms nothing %s', async (_, repoURL) => {
    const portal = await start(
      [own],
      deployed({ source: { ...CHART, repoURL } }),
    );
    expect(await place(portal, FINANCE)).toMatchObject({ unconfirmed: true });
    await expectNothingFor(portal, FINANCE);
  });

  it.each([
    ['repository', { 'backstage.io/source-location': `url:${PAY}/` }],
    [
      'folder',
      { 'backstage.io/source-location': `url:${PAY}/tree/main/deploy/` },
    ],
    ['file of the portal', { 'backstage.io/source-location': 'file:/etc/' }],
  ])('is not an entity’s own because it names the %s', async (_, said) => {
    const liar = newcomer({ [SELECTOR]: 'app=pay', ...said });
    const portal = await start([liar], deployed({ source: CHART }));
    expect(await place(portal, EVIL)).toMatchObject({ unconfirmed: true });
    await expectNothingFor(portal, EVIL);
  });

  it.each([
    ['beside its folder', 'tree/main/services/evil', 'services/evil-not'],
    ['above its folder', 'tree/main/services/evil', 'services'],
    ['out of its folder', 'tree/main/services/evil', 'services/evil/../pay'],
    ['on a branch of its own', 'tree/mine', 'deploy'],
  ])('is not an entity’s own %s', async (_, folder, path) => {
    const inMonorepo = component('evil', {
      [SELECTOR]: 'app=pay',
      'backstage.io/managed-by-location': `url:${PAY}/${folder}/catalog-info.yaml`,
      'backstage.io/source-location': `url:${PAY}/tree/main/`,
    });
    const source = { ...CHART, path };
    const portal = await start([inMonorepo], deployed({ source }));
    expect(await place(portal, EVIL)).toMatchObject({ unconfirmed: true });
    await expectNothingFor(portal, EVIL);
  });

  it('does not hand a service to those who own the chart that it is made from', async () => {
    const charts = from(MINE, 'evil', { [SELECTOR]: 'app=pay' });
    const source = { repoURL: MINE, path: 'chart', targetRevision: 'main' };
    const portal = await start([pay, charts], deployed({ source }));
    await place(portal, EVIL);
    await expectNothingFor(portal, EVIL);
    await expectNothingFor(portal, FINANCE);
  });
});

describe('an application labelled for one service that reads the folder of another', () => {
  const folder = {
    repoURL: `${PAY}.git`,
    path: 'deploy',
    targetRevision: 'main',
  };
  const labels = { 'towpath.dev/service': 'evil' };
  const evil = newcomer({});

  it.each(['evil', 'pay', 'other'])(
    'is ambiguous to both: named for %s',
    async name => {
      const apps = deployed({ name, labels, source: folder });
      const portal = await start([pay, evil], apps);
      const { state, problem } = await place(portal, EVIL);
      expect(state).toBe('ambiguous');
      expect(problem).toContain(`${EVIL} (by the label towpath.dev/service)`);
      expect(problem).toContain(`${FINANCE} (by its Git source`);
      await expectNothingFor(portal, EVIL);
      await expectNothingFor(portal, FINANCE);
    },
  );

  it.each([
    ['an address for SSH', { repoURL: 'git@github.com:Finance/pay.git' }],
    ['no branch', { targetRevision: undefined }],
    ['another branch', { targetRevision: 'release' }],
    ['the whole repository', { path: '.' }],
    ['a path with a detour', { path: 'x/../deploy' }],
    [
      'an address with a detour',
      { repoURL: 'https://github.com/newcomers/../finance/pay.git?x=1' },
    ],
  ])('is ambiguous by %s', async (_, more) => {
    const source = { ...folder, ...more };
    const portal = await start([pay, evil], deployed({ labels, source }));
    await place(portal, EVIL);
    await expectNothingFor(portal, EVIL);
  });

  it('is ambiguous when one of several sources is of another', async () => {
    const sources = [
      { ...folder, ref: 'theirs' },
      { ...folder, repoURL: MINE },
    ];
    const apps = deployed({ name: 'evil', labels });
    for (const one of apps) {
      delete one.spec.source;
      one.spec.sources = sources;
    }
    const portal = await start([pay, evil], apps);
    await place(portal, EVIL);
    await expectNothingFor(portal, EVIL);
  });

  it.each<[string, Entity[]]>([
    [
      'both are of one team',
      [pay, from(MINE, 'evil', {}, { owner: 'finance' })],
    ],
    [
      'the folder is that of a chart',
      [from(PAY, 'pay', {}, { owner: 'finance', type: 'library' }), evil],
    ],
    [
      'it is the service’s own folder within',
      [
        pay,
        from(`${PAY}/tree/main/deploy`, 'evil', {}, { owner: 'newcomers' }),
      ],
    ],
  ])('is the service’s own while %s', async (_, entities) => {
    const apps = deployed({ name: 'evil', labels, source: folder });
    const portal = await start(entities, apps);
    await place(portal, EVIL);
    await expectTheRightFor(portal, EVIL);
  });

  it.each<[string, object]>([
    ['names it', { applications: { evil: 'argocd/evil-prod' } }],
    ['says whose the project is', { projects: { default: ['newcomers'] } }],
  ])('is settled once the environment %s', async (_, argocd) => {
    const apps = deployed({ name: 'evil', labels, source: folder });
    const portal = await start([pay, evil], apps, env =>
      env === 'prod' ? argocd : { projects: { default: ['newcomers'] } },
    );
    await place(portal, EVIL);
    await expectTheRightFor(portal, EVIL);
  });
});

describe('an entity that comes later', () => {
  it('gets and takes nothing by the name of another in a namespace of its own', async () => {
    const entities = [pay];
    const apps = deployed({ labels: { 'towpath.dev/service': 'pay' } });
    const portal = await start(entities, apps);
    await place(portal, FINANCE);
    entities.push(
      inNamespace('evil', from(MINE, 'pay', { 'argocd/app-name': 'pay-prod' })),
    );
    await portal.readCatalog();
    await place(portal, 'component:evil/pay');
    await expectNothingFor(portal, 'component:evil/pay');
    await expectTheRightFor(portal, FINANCE);
  });

  it('gets nothing in the default namespace by the name of one that a label means elsewhere', async () => {
    const entities = [inNamespace('finance', pay)];
    const labels = {
      'towpath.dev/service': 'pay',
      'towpath.dev/namespace': 'finance',
    };
    const portal = await start(entities, deployed({ labels }));
    await place(portal, 'component:finance/pay');
    entities.push(from(MINE, 'pay', { [SELECTOR]: 'app=pay' }));
    await portal.readCatalog();
    await place(portal, FINANCE);
    await expectNothingFor(portal, FINANCE);
    await expectTheRightFor(portal, 'component:finance/pay');
  });
});

describe('what the platform team writes into an environment', () => {
  const projects = () => ({ projects: { finance: ['finance'] } });

  it('gives an application to a service, whatever others say', async () => {
    const apps = deployed();
    const portal = await start([pay, selecting], apps, env => ({
      applications:
        env === 'prod'
          ? { pay: 'argocd/pay-prod' }
          : { [FINANCE]: 'pay-staging' },
    }));
    const found = await place(portal, FINANCE);
    expect(found.unconfirmed).toBeUndefined();
    await expectTheRightFor(portal, FINANCE);
    await expectNothingFor(portal, EVIL);
  });

  it('confirms a name in a project for services of its owners alone', async () => {
    const apps = deployed({ project: 'finance' });
    const portal = await start([pay, selecting], apps, projects);
    expect((await place(portal, FINANCE)).unconfirmed).toBeUndefined();
    await expectTheRightFor(portal, FINANCE);
    await expectNothingFor(portal, EVIL);
  });

  it('refuses a label in a project that is not of the owner of the service', async () => {
    const apps = deployed({
      project: 'finance',
      labels: { 'towpath.dev/service': 'evil' },
    });
    const portal = await start([newcomer({})], apps, projects);
    const { problem } = await place(portal, EVIL);
    expect(problem).toContain('the project finance');
    await expectNothingFor(portal, EVIL);
  });
});

describe('a name that the platform’s side gives to one service, and another takes', () => {
  const labels = { 'towpath.dev/service': 'pay' };
  const squatter = from(MINE, 'pay', {}, { owner: 'newcomers' });

  /** Puts other entities into the catalog in place of these. */
  async function replace(
    { entities, portal }: { entities: Entity[]; portal: TestPortal },
    gone: Entity[],
    come: Entity[] = [],
  ) {
    const left = entities.filter(one => !gone.includes(one));
    entities.splice(0, entities.length, ...left, ...come);
    await portal.readCatalog();
  }

  async function startWith(
    entities: Entity[],
    apps = deployed({ labels }),
    argocdOf?: (env: string) => object,
  ) {
    const portal = await start(entities, apps, argocdOf);
    return { entities, portal };
  }

  /** Why it is not sure that the service is the one that is meant; and that it has no rights. */
  async function doubtIn(portal: TestPortal): Promise<string> {
    const { problem } = await until(async () => {
      const one = await place(portal, FINANCE);
      return one.unconfirmed && one;
    });
    await expectNothingFor(portal, FINANCE);
    return problem;
  }

  /** Whether it comes to have the rights. */
  async function hasRight(portal: TestPortal): Promise<boolean> {
    await until(async () => {
      const { deployments = [] } = await portal.service('pay');
      return (
        deployments.length > 0 &&
        deployments.every(
          ({ state, unconfirmed }) => state === 'deployed' && !unconfirmed,
        )
      );
    });
    await expectTheRightFor(portal, FINANCE);
    return true;
  }

  const TAKEN = /finance.*newcomers.*towpath\.dev\/owner: newcomers/;

  it.each<[string, ReturnType<typeof deployed>, (env: string) => object]>([
    ['a label', deployed({ labels }), () => ({})],
    [
      'an environment',
      deployed(),
      env => ({ applications: { pay: `argocd/pay-${env}` } }),
    ],
  ])(
    'stays with the one it was known for, while that is away: by %s',
    async (_, apps, argocdOf) => {
      const platform = await startWith([pay], apps, argocdOf);
      expect(await hasRight(platform.portal)).toBe(true);
      await replace(platform, [pay]);
      await replace(platform, [], [squatter]);
      expect(await doubtIn(platform.portal)).toMatch(TAKEN);
      await replace(platform, [squatter], [pay]);
      expect(await hasRight(platform.portal)).toBe(true);
    },
  );

  it('stays where one takes the place of the other between two looks at the catalog', async () => {
    const platform = await startWith([pay]);
    expect(await hasRight(platform.portal)).toBe(true);
    await replace(platform, [pay], [squatter]);
    expect(await doubtIn(platform.portal)).toMatch(TAKEN);
    const known = (name: string) =>
      platform.portal.get(`/known-names/component/default/${name}`);
    expect((await known('pay')).body).toEqual({
      ref: FINANCE,
      isNobodys: false,
      owner: 'group:default/finance',
      location: `url:${PAY}/tree/main/catalog-info.yaml`,
    });
    expect((await known('evil')).status).toBe(404);
  });

  it('does not go over in two steps, by the name of the owner first', async () => {
    const inHisRepository = from(MINE, 'pay', {}, { owner: 'finance' });
    const platform = await startWith([pay]);
    expect(await hasRight(platform.portal)).toBe(true);
    await replace(platform, [pay], [inHisRepository]);
    expect(await hasRight(platform.portal)).toBe(true);
    await replace(platform, [inHisRepository], [squatter]);
    expect(await doubtIn(platform.portal)).toMatch(TAKEN);
  });

  it.each([
    ['folder', 'main/evil'],
    ['branch', 'mine'],
  ])('is not taken from another %s of one repository', async (_, where) => {
    const beside = component(
      'pay',
      {
        'backstage.io/managed-by-location': `url:${PAY}/tree/${where}/catalog-info.yaml`,
      },
      { owner: 'newcomers' },
    );
    const platform = await startWith([pay]);
    expect(await hasRight(platform.portal)).toBe(true);
    await replace(platform, [pay], [beside]);
    expect(await doubtIn(platform.portal)).toMatch(TAKEN);
  });

  it('is not taken in the namespace that a bare label means from one in another', async () => {
    const elsewhere = inNamespace('finance', pay);
    const platform = await startWith([elsewhere]);
    await place(platform.portal, 'component:finance/pay');
    await replace(platform, [], [squatter]);
    const { problem } = await until(async () => {
      const found = await place(platform.portal, FINANCE);
      return found.state === 'ambiguous' && found;
    });
    expect(problem).toContain('towpath.dev/owner: newcomers');
    await expectNothingFor(platform.portal, FINANCE);
  });

  it('is nobody’s for the taking once it has been nobody’s for a day', async () => {
    const platform = await startWith([]);
    await replace(platform, []);
    platform.portal.clock.advance(25 * 3_600_000);
    await replace(platform, [], [squatter]);
    expect(await doubtIn(platform.portal)).toContain('nobody’s');
  });

  it('goes to who registers it soon after the application is there', async () => {
    const platform = await startWith([]);
    await replace(platform, []);
    await replace(platform, [], [pay]);
    expect(await hasRight(platform.portal)).toBe(true);
  });

  it.each<[string, Entity[]]>([
    [
      'owner, and then its repository',
      [
        from(PAY, 'pay', {}, { owner: 'treasury' }),
        from(MINE, 'pay', {}, { owner: 'treasury' }),
      ],
    ],
    ['repository', [from(MINE, 'pay', {}, { owner: 'finance' })]],
  ])('stays with a service that changes its %s', async (_, moves) => {
    const platform = await startWith([pay]);
    expect(await hasRight(platform.portal)).toBe(true);
    let before = pay;
    for (const after of moves) {
      await replace(platform, [before], [after]);
      expect(await hasRight(platform.portal)).toBe(true);
      before = after;
    }
  });

  it.each<[string, object, (env: string) => object]>([
    ['a label', { 'towpath.dev/owner': 'newcomers' }, () => ({})],
    ['a project', {}, () => ({ projects: { default: ['newcomers'] } })],
  ])(
    'goes over where the platform’s side names the new owner, by %s',
    async (_, owner, argocdOf) => {
      const apps = deployed({ labels: { ...labels, ...owner } });
      const platform = await startWith([pay], apps, argocdOf);
      await place(platform.portal, FINANCE);
      await replace(platform, [pay], [squatter]);
      expect(await hasRight(platform.portal)).toBe(true);
    },
  );
});
