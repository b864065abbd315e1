import { TestDatabases } from '@backstage/backend-test-utils';
import { until } from '@towpath/test-kit';
import type { Knex } from 'knex';
import { ScoreTestPlatform, TEAM } from './__testUtils__/ScoreTestPlatform';
import { ShelfDriver } from './__testUtils__/ShelfDriver';
import { shelfDefinition } from './__testUtils__/shelfDefinition';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const definition = (type: string) => shelfDefinition({ type, driver: type });

const SCORE = `
apiVersion: score.dev/v1b1
metadata:
  name: shop
containers:
  shop:
    image: .
    variables:
      SHELF: \${resources.shelf.host}
      OTHER: \${resources.other.host}
resources:
  shelf:
    type: shelf
    params: { size: 2 }
  other:
    type: crate
`;

const shelf = new ShelfDriver();
const crate = new ShelfDriver('crate');
let knex: Knex;
let platform: ScoreTestPlatform;

beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  platform = await ScoreTestPlatform.start({
    knex,
    drivers: [shelf, crate],
    definitions: {
      'shelf.yaml': definition('shelf'),
      'crate.yaml': definition('crate'),
    },
    people: { ada: [TEAM] },
  });
  await platform.createRepository(SCORE);
  await platform.createApplication();
  await platform.provision(await platform.plan());
});
afterAll(() => platform?.stop());

/** As it stands in the list. */
async function find(name: string) {
  const { body } = await platform
    .as('ada')
    .get('/score/resources?service=shop');
  return body.items.find((one: any) => one.name === name);
}
const thing = async () => shelf.shelves.get((await find('shelf')).id)!;
const look = () => platform.as('ada').post('/score/looks', { service: 'shop' });
const drifted = async (found = 'drifted') => {
  const { body } = await platform
    .as('ada')
    .get(`/score/resources?drift=${found}`);
  return body.items.map(({ name }: any) => name);
};

beforeEach(async () => {
  shelf.looks = undefined;
  shelf.accepting = true;
  (await thing()).size = 2;
  await look();
  await platform.runTask('drift-outbox');
  platform.notices.length = 0;
  platform.signals.length = 0;
});

const hurry = () =>
  knex
    .withSchema('score')
    .table('resources')
    .update({ look_at: new Date(0) });
const observed = (name: string, isSo: (observation: any) => boolean) =>
  until(
    `${name} was looked at`,
    async () => (await find(name)).observation ?? {},
    isSo,
  );

describe('what was changed by hand', () => {
  it('is found by itself, and shown with what differs', async () => {
    (await thing()).size = 7;
    await hurry();
    await platform.runTask('look-for-drift');
    const { observation } = {
      observation: await observed('shelf', one => one.status === 'changed'),
    };
    expect(observation.differences).toEqual([
      { field: 'size', before: '7', after: '2' },
    ]);
    expect(await drifted()).toEqual(['shelf']);
    expect((await find('other')).observation.status).toBe('as-provided');
  });

  it('is told to who owns it, once until it was mended, and to open pages', async () => {
    (await thing()).size = 7;
    await look();
    await look();
    await platform.runTask('drift-outbox');
    await look();
    await platform.runTask('drift-outbox');
    expect(platform.notices).toMatchObject([
      {
        recipients: { entityRef: TEAM },
        payload: {
          title: 'shelf is not as provided for shop in dev',
          description: 'shelf: size',
          link: '/catalog/default/component/shop/resources?environment=dev',
        },
      },
    ]);
    await until(
      'open pages were told',
      async () => platform.signals,
      signals => signals.some(({ channel }) => channel === 'score:resources'),
    );
    (await thing()).size = 2;
    await look();
    (await thing()).size = 8;
    await look();
    await platform.runTask('drift-outbox');
    expect(platform.notices).toHaveLength(2);
    // With the same words, so that letters are told by nothing else.
    const [first, second] = platform.notices.map(({ payload }) => payload);
    expect(second.title).toBe(first.title);
    expect(second.metadata).not.toEqual(first.metadata);
  });

  it('is mended by the plan of the place', async () => {
    (await thing()).size = 7;
    await look();
    const plan = await platform.plan();
    expect(plan.resources).toContainEqual(
      expect.objectContaining({ name: 'shelf', action: 'update' }),
    );
    await platform.provision(plan);
    expect((await thing()).size).toBe(2);
    expect(await drifted()).toEqual([]);
  });

  it('is missing only where its driver says so', async () => {
    const { id } = await find('shelf');
    const was = await thing();
    shelf.shelves.delete(id);
    await look();
    expect((await find('shelf')).observation).toMatchObject({
      ...{ status: 'missing', reason: 'It is gone' },
    });
    shelf.shelves.set(id, was);
  });
});

describe('what could not be asked', () => {
  it.each([
    ['away', async () => Promise.reject(new Error('nobody answers'))],
    ['in words that nobody knows', async () => ({ status: 'odd' } as any)],
    ['with half of an answer', async () => ({ status: 'changed' } as any)],
  ])('keeps the last answer with its time: %s', async (_, looks) => {
    (await thing()).size = 7;
    await look();
    const before = (await find('shelf')).observation;
    shelf.looks = looks;
    await look();
    await look();
    const { observation } = await find('shelf');
    expect(observation).toEqual({ ...before, unasked: observation.unasked });
    expect(observation.unasked.reason).toEqual(expect.any(String));
    expect(await drifted('unasked')).toEqual(['shelf']);
    expect(await drifted()).toEqual(['shelf']);
    await platform.runTask('drift-outbox');
    expect(platform.notices).toHaveLength(1);
  });

  it('is neither missing nor as provided before the first answer', async () => {
    await knex.withSchema('score').table('observations').delete();
    shelf.looks = () => Promise.reject(new Error('nobody answers'));
    await look();
    const { observation } = await find('shelf');
    expect(observation).toEqual({
      unasked: { reason: 'nobody answers', since: expect.any(String) },
    });
    expect(await drifted()).toEqual([]);
  });

  it('does not hold what other drivers look at', async () => {
    let release = (_: unknown) => {};
    const held = new Promise(resolve => (release = resolve));
    shelf.looks = () => held.then(() => ({ status: 'as-provided' }));
    const { lookedAt } = (await find('other')).observation;
    await hurry();
    await platform.runTask('look-for-drift');
    await observed('other', one => one.lookedAt > lookedAt);
    expect(shelf.looked.now).toBe(1);
    release(undefined);
  });
});

describe('accepting', () => {
  const accept = async (
    person: string,
    { digest, ...rest }: { digest?: string; reason?: string } = {},
  ) => {
    const { id, observation } = await find('shelf');
    return platform.as(person).post(`/score/resources/${id}/accept`, {
      digest: digest ?? observation.digest,
      ...{ reason: 'Black Friday', ...rest },
    });
  };

  it('makes what is there the truth, so that no plan changes it back', async () => {
    (await thing()).size = 7;
    await look();
    expect((await accept('ada')).status).toBe(200);
    expect((await find('shelf')).observation.status).toBe('as-provided');
    expect((await find('shelf')).outputs).toMatchObject({ size: 7 });
    const plan = await platform.plan();
    const [planned] = plan.resources.filter((one: any) => one.name === 'shelf');
    expect(planned.action).toBe('none');
    expect((await thing()).size).toBe(7);
    // Whoever asks for another size gets that one.
    await platform.writeScore(SCORE.replace('size: 2', 'size: 3'));
    await platform.provision(await platform.plan());
    await platform.writeScore(SCORE);
    await platform.provision(await platform.plan());
    expect((await thing()).size).toBe(2);
  });

  it('is for what was shown, and says so when it is another difference by now', async () => {
    (await thing()).size = 7;
    await look();
    const { digest } = (await find('shelf')).observation;
    (await thing()).size = 9;
    const { status, body } = await accept('ada', { digest });
    expect([status, body.error.message]).toEqual([
      409,
      expect.stringContaining('another way than was shown'),
    ]);
    expect((await find('shelf')).observation.status).toBe('changed');
  });

  it('says why where the driver cannot, and where nobody could be asked', async () => {
    (await thing()).size = 7;
    await look();
    shelf.accepting = false;
    expect((await accept('ada')).body.error.message).toBe(
      'a shelf stays as it was',
    );
    const { digest } = (await find('shelf')).observation;
    shelf.looks = () => Promise.reject(new Error('nobody answers'));
    expect((await accept('ada', { digest })).body.error.message).toContain(
      'nobody answers',
    );
  });

  it('takes a reason, and a permission', async () => {
    (await thing()).size = 7;
    await look();
    expect((await accept('ada', { reason: ' ' })).status).toBe(400);
    expect((await accept('mallory', { digest: 'x' })).status).toBe(403);
  });
});

it('lets nobody look who may not read, by either door', async () => {
  const doors = [
    ['/score/looks', { service: 'shop' }],
    [
      '/score/.backstage/actions/v1/actions/score:look-for-drift/invoke',
      { service: 'shop' },
    ],
    [
      '/score/.backstage/actions/v1/actions/score:accept-drift/invoke',
      { resource: (await find('shelf')).id, digest: 'x', reason: 'Because' },
    ],
  ] as const;
  for (const [path, input] of doors) {
    const { status } = await platform.as('mallory').post(path, input);
    expect([path, status]).toEqual([path, 403]);
  }
});
