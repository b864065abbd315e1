import { TestDatabases } from '@backstage/backend-test-utils';
import {
  ScoreTestPlatform,
  STORE_TOKEN,
  TEAM,
} from './__testUtils__/ScoreTestPlatform';
import { shelfDefinition } from './__testUtils__/shelfDefinition';
import { ShelfDriver } from './__testUtils__/ShelfDriver';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const BROUGHT = `
brings:
  - name: label
    type: label
sharing: { with: { services: ['component:default/guest'] } }
`;
const SHELF = shelfDefinition({ more: 'holdsData: true' })
  .replace(
    'settings: {}',
    "settings: { name: '${resource.slug}', secret: '${resource.secretName}' }",
  )
  .concat(BROUGHT);
const LABEL = shelfDefinition({ type: 'label', more: 'broughtOnly: true' });

/** A workload with these resources, and with the host of the first as a variable. */
const score = (resources: Record<string, string>, workload = 'shop') => `
apiVersion: score.dev/v1b1
metadata:
  name: ${workload}
containers:
  main:
    image: .
    variables:
      HOST: \${resources.${Object.keys(resources)[0]}.host}
      PASSWORD: \${resources.${Object.keys(resources)[0]}.password}
resources:
${Object.entries(resources)
  .map(([name, text]) => `  ${name}: { type: shelf${text} }`)
  .join('\n')}
`;
const from = (name: string) =>
  `, metadata: { annotations: { towpath.dev/moved-from: '${name}' } }`;

const driver = new ShelfDriver();
let platform: ScoreTestPlatform;

beforeAll(async () => {
  platform = await ScoreTestPlatform.start({
    knex: await databases.init('POSTGRES_18'),
    drivers: [driver],
    definitions: { 'shelf.yaml': `${SHELF}---\n${LABEL}` },
    people: { ada: [TEAM] },
    services: { guest: { owner: TEAM } },
  });
  await platform.createRepository(score({ db: '' }));
  await platform.createApplication('dev');
});
afterAll(() => platform?.stop());

const rows = (plan: any) =>
  plan.resources.map((one: any) => `${one.name}: ${one.action}`).sort();
const resourcesOf = (service: string) => platform.resourcesThere(service);
const named = async (name: string, service = 'shop') =>
  (await resourcesOf(service)).find((one: any) => one.name === name);
const provide = async (text: string) => {
  await platform.writeScore(text);
  return platform.provision(await platform.plan());
};

describe('a resource that is renamed', () => {
  let first: any;

  beforeAll(async () => {
    await platform.provision(await platform.plan());
    first = await named('db');
  });

  it('without a word is made new and the old one goes, and the plan says that it may be the same', async () => {
    await platform.writeScore(score({ orders: '' }));
    const plan = await platform.plan();
    expect(rows(plan)).toContain('db: delete');
    expect(plan.diagnostics).toMatchObject([
      {
        severity: 'warning',
        code: 'provision/renamed',
        fix: expect.stringContaining('towpath.dev/moved-from: db'),
        line: expect.any(Number),
      },
    ]);
  });

  it('with a word of the file is the same one: nothing is made and nothing goes', async () => {
    await platform.writeScore(score({ orders: from('db') }));
    const plan = await platform.plan();
    expect(rows(plan)).toEqual(['orders.label: move', 'orders: move']);
    expect(
      plan.resources.find((one: any) => one.name === 'orders'),
    ).toMatchObject({
      id: first.id,
      movedFrom: { uid: 'shelf.default#shop.db', name: 'db' },
    });
    const made = driver.made;
    expect(await platform.provision(plan)).toMatchObject({
      status: 'succeeded',
    });
    expect(driver.made).toBe(made);
    expect((await resourcesOf('shop')).map((one: any) => one.uid)).toEqual([
      ...['shelf.default#shop.orders', 'label.default#shop.orders.label'],
    ]);
    const stored = await platform.readStored(
      `dev/${first.id}/password`,
      STORE_TOKEN,
    );
    expect(stored.body).toEqual({ value: `secret-${first.id}` });
    const manifests = await platform.file(
      'apps/shop/overlays/dev/manifests.yaml',
    );
    // Objects of a cluster keep their names: some of them cannot be changed.
    expect(manifests).toContain('shop-db');
    expect(manifests).not.toContain('shop-orders');
  });

  it('then needs the word no more, and taking it out changes nothing', async () => {
    const plan = await platform.plan();
    expect(plan.hasEffect).toBe(false);
    expect(plan.diagnostics).toMatchObject([
      {
        severity: 'note',
        message: expect.stringContaining('is not needed any more'),
      },
    ]);
    await platform.writeScore(score({ orders: '' }));
    expect(await platform.plan()).toMatchObject({
      ...{ hasEffect: false, diagnostics: [] },
    });
  });

  it('keeps its name for objects, and a new one under the old name gets another', async () => {
    await provide(
      score({ orders: ', params: { size: 2 }', db: '', extra: '' }),
    );
    const kept = driver.asked.get(first.id)!;
    const { id } = await named('db');
    expect(id).not.toBe(first.id);
    const fresh = driver.asked.get(id)!;
    expect(kept.name).toMatch(/^shelf-shop-db-/);
    expect(fresh.name).toMatch(/^shelf-shop-db-/);
    expect(fresh.name).not.toBe(kept.name);
    expect(kept.secret).toBe('shop-db');
    expect(fresh.secret).not.toBe(kept.secret);
  });

  it('may change names with another one, and goes on as itself where a try of it has failed', async () => {
    const before = [await named('db'), await named('extra')];
    const size = ', params: { size: 3 }';
    const swapped = score({
      orders: ', params: { size: 2 }',
      db: `${size}${from('extra')}`,
      extra: `${size}${from('db')}`,
    });
    driver.refuses = 'extra';
    expect(await provide(swapped)).toMatchObject({ status: 'failed' });
    driver.refuses = undefined;
    const after = [await named('extra'), await named('db')];
    expect(after).toMatchObject([
      { id: before[0].id, status: 'failed' },
      { id: before[1].id, status: 'provided' },
    ]);
    const plan = await platform.plan();
    expect(rows(plan)).toContain('extra: update');
    expect(await platform.provision(plan)).toMatchObject({
      status: 'succeeded',
    });
    expect(await named('extra')).toMatchObject({
      ...{ id: before[0].id, status: 'provided' },
    });
    // It is not changed back by what is still in the file.
    expect((await platform.plan()).hasEffect).toBe(false);
  });
});

describe('a resource that others use', () => {
  const size = ', params: { size: 2 }';

  it('is moved with its users, who go on under the id that they know', async () => {
    const { id } = await named('orders');
    const events = `, id: events${size}`;
    await provide(score({ orders: `${events}${from('orders')}`, db: '' }));
    await platform.addService('guest', score({ it: ', id: events' }, 'guest'));
    await platform.provision(await platform.planFor('guest'));
    const moved = `, id: news${size}${from('shelf.default#events')}`;
    const run = await provide(score({ orders: moved, db: '' }));
    expect(run).toMatchObject({ status: 'succeeded' });
    expect(await named('orders')).toMatchObject({
      ...{ id, uid: 'shelf.default#news' },
      users: [{ service: 'component:default/guest' }],
    });
    const plan = await platform.planFor('guest');
    expect(plan).toMatchObject({ hasEffect: false, diagnostics: [] });
    expect(plan.resources).toMatchObject([
      {
        ...{ id, action: 'none' },
        notes: expect.arrayContaining([
          'Its owner calls it shelf.default#news by now, and the old id goes on',
        ]),
      },
    ]);
  });

  it('is not moved by who uses it', async () => {
    await platform.writeScore(
      score({ mine: from('shelf.default#news') }, 'guest'),
      'guest',
    );
    const plan = await platform.planFor('guest');
    expect(plan.diagnostics).toMatchObject([
      {
        code: 'provision/moved-from',
        message: expect.stringContaining('which is of component:default/shop'),
      },
    ]);
  });
});
