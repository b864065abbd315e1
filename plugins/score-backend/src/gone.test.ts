import { TestDatabases } from '@backstage/backend-test-utils';
import { until } from '@towpath/test-kit';
import { ScoreTestPlatform, TEAM } from './__testUtils__/ScoreTestPlatform';
import { shelfDefinition } from './__testUtils__/shelfDefinition';
import { ShelfDriver } from './__testUtils__/ShelfDriver';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const SCORE = `
apiVersion: score.dev/v1b1
metadata:
  name: shop
containers:
  main:
    image: .
resources:
  shelf: { type: shelf }
`;

const driver = new ShelfDriver();
let platform: ScoreTestPlatform;

beforeAll(async () => {
  platform = await ScoreTestPlatform.start({
    knex: await databases.init('POSTGRES_18'),
    drivers: [driver],
    definitions: { 'shelf.yaml': shelfDefinition({ more: 'holdsData: true' }) },
    people: { ada: [TEAM] },
  });
  await platform.createRepository(SCORE);
  await platform.createApplication('dev');
  await platform.provision(await platform.plan());
});
afterAll(() => platform?.stop());

const planRemoval = async () => {
  const { body } = await platform.as('ada').post('/score/plans', {
    ...{ service: 'shop', environment: 'dev', removes: true },
  });
  return body;
};

describe('removing a service whose application is gone', () => {
  it('takes its resources away, though the portal has not heard of it yet', async () => {
    await platform.delivery.deleteApplication('dev');
    const plan = await until(
      'Argo CD has the application no more',
      planRemoval,
      ({ diagnostics = [] }) => diagnostics.length > 0,
    );
    expect(plan).toMatchObject({
      ...{ removes: true, hasEffect: true, files: [] },
      resources: [{ name: 'shelf', action: 'delete' }],
      diagnostics: [
        {
          severity: 'note',
          code: 'provision/application-gone',
          message: expect.stringContaining('nothing of it is deployed'),
        },
      ],
    });
    const run: any = await platform.provision(plan);
    expect(run).toMatchObject({ status: 'succeeded' });
    // That it is gone is said by its driver, and by nobody of the cluster.
    expect(run.details.proof).toEqual([
      expect.objectContaining({ name: 'shelf', state: 'kept' }),
    ]);
    expect(run.details.commit).toBeUndefined();
    expect(driver.shelves.size).toBe(0);
  });

  it('comes to nothing the second time', async () => {
    expect(await planRemoval()).toMatchObject({ hasEffect: false });
  });

  it('does not make that of it to provide there: there is nothing to deliver to', async () => {
    const { status, body } = await platform.as('ada').post('/score/plans', {
      ...{ service: 'shop', environment: 'dev' },
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body.error.message).toMatch(/application|shop-dev/);
  });
});
