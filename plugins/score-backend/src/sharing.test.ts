import { TestDatabases } from '@backstage/backend-test-utils';
import {
  LEADS,
  ScoreTestPlatform,
  STORE_TOKEN,
  SYSTEM,
  TEAM,
} from './__testUtils__/ScoreTestPlatform';
import { ShelfDriver } from './__testUtils__/ShelfDriver';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const ref = (name: string) => `component:default/${name}`;

/** A shelf that nobody shares, one that some share, and one that the platform gives to the ledger. */
const SHELVES = ['private', 'shared', 'books']
  .map(
    kind => `
name: shelf-${kind}
title: Shelf
type: shelf
class: ${kind}
driver: shelf
settings: {}
holdsData: true
params:
  properties:
    size: { type: integer, default: 1 }
outputs:
  host: { type: string }
  size: { type: integer }
  password: { type: string, secret: true }
${
  {
    private: '',
    shared: `sharing: { with: { services: ['${ref('worker')}', '${ref(
      'shop',
    )}'], team: true, system: true } }`,
    books: `sharing: { owner: '${ref('ledger')}', with: { services: ['${ref(
      'worker',
    )}'] } }`,
  }[kind]
}
`,
  )
  .join('---\n');

/** A workload with one shelf, or without any. */
const score = (workload: string, shelf = '') => `
apiVersion: score.dev/v1b1
metadata:
  name: ${workload}
containers:
  main:
    image: .
${
  shelf &&
  `    variables:
      HOST: \${resources.store.host}
      PASSWORD: \${resources.store.password}
resources:
  store: { type: shelf, ${shelf} }
`
}`;

const SHARED = 'class: shared, id: events';

const driver = new ShelfDriver();
let platform: ScoreTestPlatform;

beforeAll(async () => {
  platform = await ScoreTestPlatform.start({
    knex: await databases.init('POSTGRES_18'),
    drivers: [driver],
    definitions: { 'shelves.yaml': SHELVES },
    people: { ada: [TEAM], grace: [TEAM, LEADS] },
    services: {
      worker: { owner: 'group:default/team-b' },
      sibling: { owner: TEAM },
      guest: { owner: 'group:default/team-b', system: SYSTEM },
      stranger: { owner: 'group:default/team-b' },
    },
  });
  await platform.createRepository(score('shop', SHARED));
  await platform.createApplication('dev');
  for (const name of ['worker', 'sibling', 'guest', 'stranger']) {
    await platform.addService(name, score(name, SHARED));
  }
});
afterAll(() => platform?.stop());

/** Changes what a service asks for, and has it provided. */
const provide = async (name: string, text = score(name, SHARED)) => {
  await platform.writeScore(text, name);
  return platform.provision(await platform.planFor(name));
};
const errorsOf = (plan: any): string[] =>
  plan.diagnostics
    .filter((one: any) => one.severity === 'error')
    .map((one: any) => one.message);
const resourcesOf = (service: string) => platform.resourcesThere(service);
const manifestsOf = (name: string) =>
  platform.file(`apps/${name}/overlays/dev/manifests.yaml`);

describe('what one service has and others use', () => {
  it('is that of the first that provides it, and made once', async () => {
    const run = await provide('shop');
    expect(run).toMatchObject({ status: 'succeeded' });
    const plan = await platform.planFor('worker');
    const [shelf] = await resourcesOf('shop');
    expect(plan.resources).toMatchObject([
      { id: shelf.id, name: 'store', action: 'use', ownedBy: ref('shop') },
    ]);
    expect(plan).toMatchObject({ hasEffect: true, approvals: [] });
    expect(await platform.provision(plan)).toMatchObject({
      status: 'succeeded',
    });
    expect(driver.made).toBe(1);
    expect(await resourcesOf('worker')).toEqual([]);
    expect(await resourcesOf('shop')).toMatchObject([
      { users: [{ service: ref('worker'), name: 'store' }] },
    ]);
  });

  it('reaches who uses it by a reference of its own, and in Git as no secret', async () => {
    const [{ id }] = await resourcesOf('shop');
    const manifests = await manifestsOf('worker');
    expect(manifests).toContain('name: worker-store');
    expect(manifests).toContain(`key: ${id}`);
    expect(manifests).toContain('value: shelf');
    expect(manifests).not.toContain(`secret-${id}`);
    const answer = await platform.readStored(`dev/${id}/password`, STORE_TOKEN);
    expect(answer.body).toEqual({ value: `secret-${id}` });
  });

  it('is shown to who uses it as that of its owner, for whom alone it can be changed', async () => {
    const { body } = await platform
      .as('ada')
      .get('/score/services/component/default/worker');
    const dev = body.environments.find((one: any) => one.name === 'dev');
    expect(dev.resources).toEqual([]);
    expect(dev.uses).toMatchObject([
      { service: ref('shop'), name: 'store', abilities: [] },
    ]);
  });

  it('is planned no more once it is used', async () => {
    const plan = await platform.planFor('worker');
    expect(plan.resources).toMatchObject([{ action: 'none' }]);
    expect(plan.hasEffect).toBe(false);
  });

  it('has the params of its owner, and others are an error that names both', async () => {
    const same = `${SHARED}, params: { size: 1 }`;
    const plan = await platform.planFor('worker', 'dev', score('worker', same));
    expect(errorsOf(plan)).toEqual([]);
    const other = `${SHARED}, params: { size: 7 }`;
    const refused = await platform.planFor(
      ...(['worker', 'dev', score('worker', other)] as const),
    );
    expect(errorsOf(refused)).toEqual([
      'is 7 here and 1 in shop, which owns it',
    ]);
    expect(refused.diagnostics[0]).toMatchObject({
      path: 'resources.store.params.size',
      line: expect.any(Number),
    });
  });

  it('follows params that its owner changes, and those that a user has written are an error then', async () => {
    const wants = (size: number) => `${SHARED}, params: { size: ${size} }`;
    await provide('shop', score('shop', wants(3)));
    const text = score('worker', wants(1));
    const plan = await platform.planFor('worker', 'dev', text);
    expect(errorsOf(plan)).toEqual(['is 1 here and 3 in shop, which owns it']);
    await provide('shop');
  });
});

describe('whoever writes an id', () => {
  it.each([
    ['that is not shared with it', 'stranger', SHARED],
    [
      'of what is of one workload alone',
      'worker',
      'class: shared, id: shop.own',
    ],
  ])('%s is refused, and told whose it is', async (_what, name, shelf) => {
    await provide(
      'shop',
      `${score('shop', SHARED)}  own: { type: shelf, class: shared }\n`,
    );
    const plan = await platform.planFor(name, 'dev', score(name, shelf));
    expect(errorsOf(plan)).toEqual([
      expect.stringMatching(/belongs to component:default\/shop in dev/),
    ]);
    await provide('shop');
  });

  it('of what the platform gives to another service waits for that one', async () => {
    const plan = await platform.planFor(
      'stranger',
      'dev',
      score('stranger', 'class: books, id: books'),
    );
    expect(errorsOf(plan)).toEqual([
      `${ref(
        'ledger',
      )} provides shelf.books#books, and has not done so in dev yet`,
    ]);
  });

  // Its own file says so, and anybody can write that.
  it.each([
    ['team', 'sibling'],
    ['system', 'guest'],
  ])(
    'and says it is of the same %s has the owner asked, once',
    async (_what, name) => {
      const plan = await platform.planFor(name);
      expect(plan.approvals).toEqual([
        {
          ...{ id: 'sharing/shelf.shared#events', groups: [TEAM] },
          ...{ count: 1, fourEyes: false },
        },
      ]);
      const { body } = await platform.as('ada').post('/score/provisions', {
        ...{ plan: plan.id, digest: plan.digest },
      });
      await platform.waitFor(
        body.id,
        ({ status }) => status === 'awaiting-approval',
      );
      const users = (await resourcesOf('shop'))[0].users;
      expect(users.map((one: any) => one.service)).not.toContain(ref(name));
      const approved = await platform
        .as('grace')
        .post(`/runs/runs/${body.id}/approve`, { digest: plan.digest });
      expect(approved.body).toMatchObject({ id: body.id });
      const run = await platform.waitFor(body.id, one => Boolean(one.endedAt));
      expect(run.status).toBe('succeeded');
      await platform.writeScore(
        score(name, SHARED).replace('HOST', 'HOST_NAME'),
        name,
      );
      expect(await platform.planFor(name)).toMatchObject({
        hasEffect: true,
        approvals: [],
      });
    },
  );
});

describe('what is in use', () => {
  it('is not deleted: the plan names who uses it', async () => {
    await platform.writeScore(score('shop'), 'shop');
    const plan = await platform.planFor('shop');
    expect(plan.resources).toMatchObject([{ action: 'delete' }]);
    expect(plan.whyNot).toContain('store stays: ');
    expect(plan.whyNot).toContain(ref('worker'));
    const { status } = await platform.as('ada').post('/score/provisions', {
      ...{ plan: plan.id, digest: plan.digest },
    });
    expect(status).toBe(409);
  });

  it('is not deleted with its service either, and a service that uses it lets it go', async () => {
    const removalOf = async (service: string) => {
      const { body } = await platform.as('ada').post('/score/plans', {
        ...{ service, environment: 'dev', removes: true },
      });
      return body;
    };
    expect((await removalOf('shop')).whyNot).toContain(ref('worker'));
    const plan = await removalOf('worker');
    expect(plan.whyNot).toBeUndefined();
    expect(plan.resources).toMatchObject([
      { name: 'store', action: 'release', ownedBy: ref('shop') },
    ]);
  });

  it('can be handed over to who uses it, and then stays when its first owner lets it go', async () => {
    const [{ id, abilities }] = await resourcesOf('shop');
    expect(abilities).toContain('hand-over');
    const give = (to: string) =>
      platform
        .as('ada')
        .post(`/score/resources/${id}/hand-over`, { to, reason: 'We move' });
    const refused = await give('stranger');
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toContain('stranger does not use store');
    const { body } = await give('worker');
    await platform.waitFor(body.id, ({ status }) => status === 'succeeded');
    expect(await resourcesOf('worker')).toMatchObject([{ id }]);
    const plan = await platform.planFor('shop');
    expect(plan.resources).toMatchObject([{ id, action: 'release' }]);
    await platform.provision(plan);
    expect(driver.shelves.has(id)).toBe(true);
    const users = (await resourcesOf('worker'))[0].users;
    expect(users.map((one: any) => one.service)).not.toContain(ref('shop'));
  });

  it('is deleted once nobody else uses it', async () => {
    for (const name of ['sibling', 'guest']) {
      expect(await provide(name, score(name))).toMatchObject({
        status: 'succeeded',
      });
    }
    const run = await provide('worker', score('worker'));
    expect(run).toMatchObject({ status: 'succeeded' });
    expect(driver.shelves.size).toBe(0);
  });
});

it('that two services ask for at the same time is made once', async () => {
  const shelf = 'class: shared, id: twice';
  const made = driver.made;
  const names = ['shop', 'worker'];
  for (const name of names) await platform.writeScore(score(name, shelf), name);
  const plans = await Promise.all(names.map(name => platform.planFor(name)));
  expect(plans.map(plan => plan.resources[0].action)).toEqual([
    'create',
    'create',
  ]);
  const runs = await Promise.all(plans.map(plan => platform.provision(plan)));
  expect(driver.made).toBe(made + 1);
  const lost = runs.findIndex(({ status }) => status === 'failed');
  expect(runs[1 - lost]).toMatchObject({ status: 'succeeded' });
  const again = await platform.planFor(names[lost]);
  expect(again.resources).toMatchObject([
    { action: 'use', ownedBy: ref(names[1 - lost]) },
  ]);
});
