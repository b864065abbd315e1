import { TestDatabases } from '@backstage/backend-test-utils';
import { LEADS, ScoreWorld, TEAM } from './__testUtils__/ScoreWorld';
import { ShelfDriver } from './__testUtils__/ShelfDriver';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const SHELF = `
name: shelf
title: Shelf
type: shelf
driver: shelf
settings: {}
holdsData: true
params:
  properties:
    size: { type: integer }
outputs:
  host: { type: string }
  size: { type: integer }
  password: { type: string, secret: true }
`;

const POLICY = `
name: shelves
appliesTo: [provisioning]
rules:
  - name: huge
    when: 'environment.tier == "production" && objects.exists(o, o.kind == "Deployment" && o.spec.template.spec.containers.exists(c, has(c.env) && c.env.exists(e, e.name == "SIZE" && has(e.value) && e.value == "99")))'
    effect: deny
    message: Nobody needs a shelf of 99.
  - name: large
    when: 'environment.tier == "production" && objects.exists(o, o.kind == "Deployment" && o.spec.template.spec.containers.exists(c, has(c.env) && c.env.exists(e, e.name == "SIZE" && has(e.value) && e.value == "50")))'
    effect: gate
    message: The leads look at large shelves.
    approvers: { by: owner-leads, fourEyes: true }
`;

const WITHOUT_SHELF = `
apiVersion: score.dev/v1b1
metadata:
  name: shop
containers:
  shop:
    image: .
`;

const withShelf = (size: number, name = 'shelf') => `${WITHOUT_SHELF}\
    variables:
      SHELF: \${resources.${name}.host}
      SIZE: \${resources.${name}.size}
      PASSWORD: \${resources.${name}.password}
resources:
  ${name}:
    type: shelf
    params: { size: ${size} }
`;

const PROD = 'apps/shop/overlays/prod';

const driver = new ShelfDriver();
let world: ScoreWorld;

beforeAll(async () => {
  world = await ScoreWorld.start({
    knex: await databases.init('POSTGRES_18'),
    drivers: [driver],
    definitions: { 'shelf.yaml': SHELF },
    policies: { 'shelves.yaml': POLICY },
    people: { ada: [TEAM], grace: [TEAM, LEADS] },
  });
  await world.createRepository(WITHOUT_SHELF);
  await world.createApplication('dev');
  await world.createApplication('prod');
});
afterAll(() => world?.stop());
afterEach(() => {
  driver.failure = undefined;
});

const resourcesOf = async (environment: string) =>
  (
    await world
      .as('ada')
      .get(`/score/resources?service=shop&environment=${environment}`)
  ).body.items;

const commitsOf = async (promotion: string) =>
  (await world.messages()).filter(one =>
    one.includes(`Towpath-Promotion: ${promotion}`),
  );

const hasEnded = (promotion: any) => Boolean(promotion.endedAt);

/** Promotes what runs in dev, to the end. */
async function promote() {
  const { body } = await world.promote(await world.compare());
  if (!body.promotionId) throw new Error(JSON.stringify(body));
  return world.promotion(body.promotionId, hasEnded);
}

const gateOf = ({ gates }: { gates: any[] }) =>
  gates.filter(({ type }) => type === 'score');

describe('a service whose manifests in the target are not rendered', () => {
  it('is promoted as ever, and nothing is asked for it', async () => {
    await world.release('1.2.0');
    const comparison = await world.compare();
    expect(comparison.needs).toBeUndefined();
    expect(gateOf(comparison)).toEqual([]);
    const promotion = await promote();
    expect(promotion).toMatchObject({ status: 'succeeded' });
    expect(promotion.steps.map(({ name }: any) => name)).not.toContain(
      'provide',
    );
  });
});

describe('a version that newly needs something', () => {
  beforeAll(async () => {
    await world.provision(await world.plan('dev'));
    await world.provision(await world.plan('prod'));
    await world.writeScore(withShelf(1));
    await world.provision(await world.plan('dev'));
    await world.release('1.3.0');
    // What is on main since is another version's.
    await world.writeScore(withShelf(99));
  });

  it('is shown with what it needs, by the file that it was made from', async () => {
    const comparison = await world.compare();
    expect(comparison.needs).toMatchObject({
      resources: [{ name: 'shelf', type: 'shelf', action: 'create' }],
      files: [{ file: `${PROD}/manifests.yaml` }],
    });
    expect(gateOf(comparison)).toMatchObject([{ state: 'open' }]);
    expect(comparison.digest).toBe((await world.compare()).digest);
    expect(await resourcesOf('prod')).toEqual([]);
  });

  it('has it provided before one commit with manifests and version, and is healthy', async () => {
    const promotion = await promote();
    expect(promotion).toMatchObject({
      status: 'succeeded',
      needs: { resources: [{ name: 'shelf' }] },
    });
    expect(await resourcesOf('prod')).toMatchObject([{ status: 'provided' }]);
    expect(await commitsOf(promotion.id)).toHaveLength(1);
    const manifests = await world.file(`${PROD}/manifests.yaml`);
    expect(manifests).toContain('value: shelf');
    expect(manifests).toContain('kind: ExternalSecret');
    expect(await world.file(`${PROD}/kustomization.yaml`)).toContain(
      'newTag: 1.3.0',
    );
    const [{ id }] = await resourcesOf('prod');
    expect(JSON.stringify([promotion, manifests])).not.toContain(
      driver.shelves.get(id)!.password,
    );
  });

  it('is rolled back with its manifests, and what was provided stays', async () => {
    const { body: list } = await world
      .as('ada')
      .get('/environment/promotions?environment=prod&limit=1');
    const { body } = await world
      .as('ada')
      .post(`/environment/promotions/${list.items[0].id}/rollback`, {
        reason: 'To see it',
      });
    const id = body.promotionId ?? body.id;
    expect(await world.promotion(id, hasEnded)).toMatchObject({
      status: 'succeeded',
    });
    const manifests = await world.file(`${PROD}/manifests.yaml`);
    expect(manifests).not.toContain('ExternalSecret');
    expect(await world.file(`${PROD}/kustomization.yaml`)).toContain(
      'newTag: 1.2.0',
    );
    const [shelf, ...others] = await resourcesOf('prod');
    expect(others).toEqual([]);
    expect(shelf.status).toBe('provided');
    expect(driver.shelves.has(shelf.id)).toBe(true);
  });
});
