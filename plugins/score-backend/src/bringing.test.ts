import { TestDatabases } from '@backstage/backend-test-utils';
import { until } from '@towpath/test-kit';
import { ScoreTestPlatform, TEAM } from './__testUtils__/ScoreTestPlatform';
import { shelfDefinition } from './__testUtils__/shelfDefinition';
import { ShelfDriver } from './__testUtils__/ShelfDriver';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

/** A bucket with a user before it and a policy after it. */
const BUCKET = `
name: bucket
title: Bucket
type: bucket
driver: shelf
settings:
  user: \${brought.user.host}
  password: \${brought.user.password}
holdsData: true
params:
  properties:
    size: { type: integer, default: 2 }
outputs:
  host: { type: string }
  size: { type: integer }
  password: { type: string, secret: true }
brings:
  - name: user
    type: shelf
    order: before
    params: { size: '\${params.size + 1}' }
  - name: policy
    type: policy
    params: { size: '\${outputs.size + 10}' }
`;
const POLICY = shelfDefinition({ type: 'policy', more: 'broughtOnly: true' });

const score = (files = '') => `
apiVersion: score.dev/v1b1
metadata:
  name: shop
containers:
  main:
    image: .
${files && `resources:\n  files: ${files}\n`}`;

const driver = new ShelfDriver();
let platform: ScoreTestPlatform;

beforeAll(async () => {
  platform = await ScoreTestPlatform.start({
    knex: await databases.init('POSTGRES_18'),
    drivers: [driver],
    definitions: {
      'bucket.yaml': BUCKET,
      'others.yaml': `${shelfDefinition()}---\n${POLICY}`,
    },
    people: { ada: [TEAM] },
    services: { guest: { owner: TEAM } },
  });
  await platform.createRepository(score('{ type: bucket }'));
  await platform.createApplication('dev');
});
afterAll(() => platform?.stop());

const rows = (plan: any) =>
  plan.resources.map((one: any) => `${one.name}: ${one.action}`).sort();
const resourcesOf = (service: string) => platform.resourcesThere(service);

describe('a resource that brings others', () => {
  it('shows them in its plan, each with what brings it, and what waits for whom', async () => {
    const plan = await platform.plan();
    expect(rows(plan)).toEqual([
      ...['files.policy: create', 'files.user: create', 'files: create'],
    ]);
    const bringer = { uid: 'bucket.default#shop.files', type: 'bucket' };
    expect(
      plan.resources.find((one: any) => one.name === 'files.policy'),
    ).toMatchObject({
      uid: 'policy.default#shop.files.policy',
      broughtBy: { ...bringer, name: 'files' },
      needs: [bringer.uid],
    });
    expect(plan.diagnostics).toEqual([]);
  });

  it('has them provided in order, with what each gives the other', async () => {
    expect(await platform.provision(await platform.plan())).toMatchObject({
      status: 'succeeded',
    });
    const all = await resourcesOf('shop');
    const sizes = Object.fromEntries(
      all.map((one: any) => [one.name, one.outputs.size]),
    );
    // The user is asked for by the params of the bucket, the policy by what the bucket gives out.
    expect(sizes).toEqual({ files: 2, 'files.user': 3, 'files.policy': 12 });
    const bucket = all.find((one: any) => one.name === 'files');
    expect(driver.asked.get(bucket.id)).toEqual({
      user: 'shelf',
      // Where it can be read, and not what it is.
      password: { name: 'shop-files-user', key: 'password' },
    });
    expect((await platform.plan()).hasEffect).toBe(false);
  });

  it('changes them with itself', async () => {
    await platform.writeScore(score('{ type: bucket, params: { size: 5 } }'));
    const plan = await platform.plan();
    expect(rows(plan)).toEqual([
      ...['files.policy: update', 'files.user: update', 'files: update'],
    ]);
  });

  it('is stale once its definition brings something else', async () => {
    await platform.writeScore(score('{ type: bucket, params: { size: 6 } }'));
    const plan = await platform.plan();
    platform.define('bucket.yaml', BUCKET.split('  - name: policy')[0]);
    // A change of a file holds within seconds.
    await until(
      'the policy is brought no more',
      async () => rows(await platform.plan()),
      shown => shown.includes('files.policy: delete'),
    );
    const run = await platform.provision(plan);
    expect(run).toMatchObject({ status: 'failed' });
    expect(JSON.stringify(run)).toContain('is not what was shown any more');
    platform.define('bucket.yaml', BUCKET);
  });

  it('keeps them from the reach of other services, by whichever id', async () => {
    await platform.addService(
      'guest',
      score('{ type: shelf, id: shop.files.user }').replace('shop', 'guest'),
    );
    const plan = await platform.planFor('guest');
    expect(plan.diagnostics).toMatchObject([
      {
        code: 'provision/foreign',
        message: expect.stringContaining('belongs to component:default/shop'),
      },
    ]);
  });

  it('takes them along when it goes, those that need it first', async () => {
    await platform.writeScore(score());
    const plan = await platform.plan();
    expect(plan.resources.map(({ name }: any) => name)).toEqual([
      ...['files.policy', 'files', 'files.user'],
    ]);
    expect(await platform.provision(plan)).toMatchObject({
      status: 'succeeded',
    });
    expect(driver.shelves.size).toBe(0);
  });
});
