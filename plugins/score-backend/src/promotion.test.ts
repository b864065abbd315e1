import { TestDatabases } from '@backstage/backend-test-utils';
import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import { until } from '@towpath/test-kit';
import {
  LEADS,
  ScoreTestPlatform,
  TEAM,
} from './__testUtils__/ScoreTestPlatform';
import { ShelfDriver } from './__testUtils__/ShelfDriver';
import { shelfDefinition } from './__testUtils__/shelfDefinition';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const SHELF = shelfDefinition({ more: 'holdsData: true' });

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
let platform: ScoreTestPlatform;

beforeAll(async () => {
  platform = await ScoreTestPlatform.start({
    knex: await databases.init('POSTGRES_18'),
    drivers: [driver],
    definitions: { 'shelf.yaml': SHELF },
    policies: { 'shelves.yaml': POLICY },
    people: { ada: [TEAM], grace: [TEAM, LEADS] },
  });
  await platform.createRepository(WITHOUT_SHELF);
  await platform.createApplication('dev');
  await platform.createApplication('prod');
});
afterAll(() => platform?.stop());
afterEach(() => {
  driver.failure = undefined;
});

const resourcesOf = (environment: string) =>
  platform.resources('shop', environment);

const commitsOf = async (promotion: string) =>
  (await platform.messages()).filter(one =>
    one.includes(`Towpath-Promotion: ${promotion}`),
  );

const hasEnded = (promotion: any) => Boolean(promotion.endedAt);

/** Promotes what runs in dev, to the end. */
async function promote() {
  const { body } = await platform.promote(await platform.compare());
  if (!body.promotionId) throw new Error(JSON.stringify(body));
  return platform.promotion(body.promotionId, hasEnded);
}

const gateOf = ({ gates }: { gates: any[] }) =>
  gates.filter(({ type }) => type === 'score');

describe('a service whose manifests in the target are not rendered', () => {
  it('is promoted as ever, and nothing is asked for it', async () => {
    await platform.release('1.2.0');
    const comparison = await platform.compare();
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
    await platform.provision(await platform.plan('dev'));
    await platform.provision(await platform.plan('prod'));
    await platform.writeScore(withShelf(1));
    await platform.provision(await platform.plan('dev'));
    await platform.release('1.3.0');
    // What is on main since is another version's.
    await platform.writeScore(withShelf(99));
  });

  it('is shown with what it needs, by the file that it was made from', async () => {
    const comparison = await platform.compare();
    expect(comparison.needs).toMatchObject({
      resources: [{ name: 'shelf', type: 'shelf', action: 'create' }],
      files: [{ file: `${PROD}/manifests.yaml` }],
    });
    expect(gateOf(comparison)).toMatchObject([{ state: 'open' }]);
    expect(comparison.digest).toBe((await platform.compare()).digest);
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
    const manifests = await platform.file(`${PROD}/manifests.yaml`);
    expect(manifests).toContain('value: shelf');
    expect(manifests).toContain('kind: ExternalSecret');
    expect(await platform.file(`${PROD}/kustomization.yaml`)).toContain(
      'newTag: 1.3.0',
    );
    const [{ id }] = await resourcesOf('prod');
    expect(JSON.stringify([promotion, manifests])).not.toContain(
      driver.shelves.get(id)!.password,
    );
  });

  it('is rolled back with its manifests, and what was provided stays', async () => {
    const { body: list } = await platform
      .as('ada')
      .get('/environment/promotions?environment=prod&limit=1');
    const { body } = await platform
      .as('ada')
      .post(`/environment/promotions/${list.items[0].id}/rollback`, {
        reason: 'To see it',
      });
    const id = body.promotionId ?? body.id;
    expect(await platform.promotion(id, hasEnded)).toMatchObject({
      status: 'succeeded',
    });
    const manifests = await platform.file(`${PROD}/manifests.yaml`);
    expect(manifests).not.toContain('ExternalSecret');
    expect(await platform.file(`${PROD}/kustomization.yaml`)).toContain(
      'newTag: 1.2.0',
    );
    const [shelf, ...others] = await resourcesOf('prod');
    expect(others).toEqual([]);
    expect(shelf.status).toBe('provided');
    expect(driver.shelves.has(shelf.id)).toBe(true);
  });
});

/** A version of the shop whose Score file is this one, healthy in dev. */
async function release(version: string, score: string): Promise<void> {
  await platform.writeScore(score);
  await platform.release(version);
}

describe('what cannot be provided now', () => {
  it('is waited for while its server does not answer, in its words, and provided once it does', async () => {
    await release('1.4.0', withShelf(2));
    const { body } = await platform.promote(await platform.compare());
    driver.failure = new ServiceUnavailableError('the shelf is being moved');
    const waiting = await platform.promotion(
      body.promotionId,
      ({ waitingFor = '' }) => waitingFor.includes('the shelf is being moved'),
    );
    expect(waiting.endedAt).toBeUndefined();
    expect(await commitsOf(body.promotionId)).toEqual([]);
    driver.failure = undefined;
    expect(await platform.promotion(body.promotionId, hasEnded)).toMatchObject({
      status: 'succeeded',
    });
    expect(await commitsOf(body.promotionId)).toHaveLength(1);
  });

  it('is given up with the promotion that a person cancels meanwhile', async () => {
    await release('1.4.1', withShelf(12));
    const { body } = await platform.promote(await platform.compare());
    driver.failure = new ServiceUnavailableError('the shelf is being moved');
    await platform.promotion(body.promotionId, ({ waitingFor = '' }) =>
      waitingFor.includes('the shelf is being moved'),
    );
    await platform
      .as('ada')
      .post(`/environment/promotions/${body.promotionId}/cancel`, {});
    expect(await platform.promotion(body.promotionId, hasEnded)).toMatchObject({
      status: 'cancelled',
    });
    const [shelf] = await resourcesOf('prod');
    await platform.waitFor(shelf.run, ({ status }) => status === 'cancelled');
    expect(driver.shelves.get(shelf.id)!.size).toBe(2);
  });

  it('ends the promotion in the words of its driver, and a retry goes on there', async () => {
    await release('1.5.0', withShelf(3));
    const { body } = await platform.promote(await platform.compare());
    driver.failure = new ConflictError('the shelf is nailed to the wall');
    const failed = await platform.promotion(body.promotionId, hasEnded);
    expect(failed).toMatchObject({
      status: 'failed',
      outcome: expect.stringMatching(/shelf.*nailed to the wall/s),
    });
    expect(await commitsOf(body.promotionId)).toEqual([]);
    driver.failure = undefined;
    await platform
      .as('ada')
      .post(`/environment/promotions/${body.promotionId}/retry`);
    await platform.promotion(
      body.promotionId,
      ({ status }) => status === 'succeeded',
    );
    const [{ id }] = await resourcesOf('prod');
    expect(driver.shelves.get(id)!.size).toBe(3);
  });
});

describe('what would be provided', () => {
  afterAll(() => platform.define('shelf.yaml', SHELF));

  it('is what was asked for, or nothing: a retry does not bring another thing unseen', async () => {
    await release('1.5.1', withShelf(6));
    const { body } = await platform.promote(await platform.compare());
    driver.failure = new ConflictError('the shelf is nailed to the wall');
    await platform.promotion(body.promotionId, hasEnded);
    driver.failure = undefined;
    platform.define(
      'shelf.yaml',
      SHELF.replace('name: shelf', 'name: shelf-b'),
    );
    await until(
      'the definition is known',
      () => platform.plan('prod'),
      ({ resources }) => resources[0].definition === 'shelf-b',
    );
    await platform
      .as('ada')
      .post(`/environment/promotions/${body.promotionId}/retry`);
    expect(
      await platform.promotion(
        body.promotionId,
        ({ endedAt, outcome = '' }) =>
          endedAt && outcome.includes('another thing'),
      ),
    ).toMatchObject({ status: 'failed' });
    const [{ id }] = await resourcesOf('prod');
    expect(driver.shelves.get(id)!.size).toBe(3);
  });
});

describe('a rule about provisioning', () => {
  it('that denies keeps the version away, in the comparison and when it is asked for', async () => {
    await release('1.6.0', withShelf(99));
    const comparison = await platform.compare();
    expect(comparison).toMatchObject({
      verdict: 'deny',
      needs: { rules: [{ effect: 'deny' }] },
    });
    expect(gateOf(comparison)).toMatchObject([
      { state: 'closed', message: 'Nobody needs a shelf of 99.' },
    ]);
    const { status, body } = await platform.promote(comparison);
    expect([status, body.error.message]).toEqual([
      409,
      expect.stringContaining('Nobody needs a shelf of 99.'),
    ]);
  });

  it('that asks has its approvers asked with the promotion, and holds until they have agreed to it', async () => {
    await release('1.7.0', withShelf(50));
    const { body } = await platform.promote(await platform.compare());
    const asked = await platform.promotion(
      body.promotionId,
      ({ status }) => status === 'awaiting-approval',
    );
    expect(asked.approval.required).toMatchObject([
      { gate: 'score/shelves/large', rule: { groups: [LEADS] } },
    ]);
    const approve = (person: string, digest = asked.approval.digest) =>
      platform
        .as(person)
        .post(`/environment/promotions/${body.promotionId}/approve`, {
          digest,
        });
    expect((await approve('ada')).status).toBe(403);
    expect((await approve('grace')).status).toBe(200);
    expect(await platform.promotion(body.promotionId, hasEnded)).toMatchObject({
      status: 'succeeded',
    });
    const [{ id }] = await resourcesOf('prod');
    expect(driver.shelves.get(id)!.size).toBe(50);
  });

  it('is agreed to for what was shown alone: what would be provided is another thing since', async () => {
    await release('1.8.0', `${withShelf(50)}\n# once more\n`);
    const [{ id }] = await resourcesOf('prod');
    driver.shelves.get(id)!.size = 7;
    const { body } = await platform.promote(await platform.compare());
    const asked = await platform.promotion(
      body.promotionId,
      ({ status }) => status === 'awaiting-approval',
    );
    driver.shelves.get(id)!.size = 8;
    const { status, body: refusal } = await platform
      .as('grace')
      .post(`/environment/promotions/${body.promotionId}/approve`, {
        digest: asked.approval.digest,
      });
    expect([status, refusal.error.message]).toEqual([
      409,
      expect.stringContaining('has changed since it was shown'),
    ]);
    expect(driver.shelves.get(id)!.size).toBe(8);
    await platform
      .as('ada')
      .post(`/environment/promotions/${body.promotionId}/cancel`, {});
  });
});

describe('a comparison that is not what it was', () => {
  it('is no longer promoted from', async () => {
    await release('1.9.0', withShelf(4));
    const shown = await platform.compare();
    const [{ id }] = await resourcesOf('prod');
    driver.shelves.get(id)!.size = 9;
    const { status, body } = await platform.promote(shown);
    expect([status, body.error.message]).toEqual([
      409,
      expect.stringContaining('has changed since it was shown'),
    ]);
    expect(driver.shelves.get(id)!.size).toBe(9);
  });
});

describe('what a version asks for no more', () => {
  it('is named, and stays', async () => {
    await release('1.10.0', withShelf(5, 'rack'));
    const comparison = await platform.compare();
    expect(comparison.needs.resources).toMatchObject([
      { name: 'rack', action: 'create' },
      {
        name: 'shelf',
        action: 'retain',
        notes: ['It is no longer asked for: remove it from the Resources tab'],
      },
    ]);
    expect(await promote()).toMatchObject({ status: 'succeeded' });
    expect(await resourcesOf('prod')).toMatchObject([
      { name: 'rack', status: 'provided' },
      { name: 'shelf', status: 'provided' },
    ]);
  });
});

describe('a Score file that cannot be used', () => {
  it('closes the gate of its version with what is wrong, and where', async () => {
    await platform.writeScore(
      withShelf(5, 'rack').replace('rack.host', 'rack.hots'),
    );
    await platform.release('1.11.0');
    const comparison = await platform.compare();
    expect(gateOf(comparison)).toMatchObject([
      {
        state: 'closed',
        message: expect.stringMatching(/Its Score file has errors: .*hots/),
      },
    ]);
  });

  it('is not asked for where it is not known what a version was made from', async () => {
    await platform.release('1.12.0', { recorded: false });
    expect(gateOf(await platform.compare())).toMatchObject([
      {
        state: 'closed',
        message: expect.stringContaining(
          'Which commit 1.12.0 was built from is not recorded',
        ),
      },
    ]);
  });
});

it('answers promotions alone: no person, whatever they may do otherwise', async () => {
  const asked = {
    ...{ service: 'component:default/shop', environment: 'prod' },
    ...{ version: '1.2.0', commit: '0'.repeat(40) },
    requestedBy: 'user:default/grace',
  };
  const promotion = '6f1c2a04-0000-4000-8000-000000000000';
  const requests: [string, object][] = [
    ['/score/deliveries/plans', asked],
    ['/score/deliveries', { ...asked, promotion, attempt: 1, digest: 'x' }],
    [`/score/deliveries/${promotion}/give-up`, {}],
  ];
  for (const [path, body] of requests) {
    const { status } = await platform.as('grace').post(path, body);
    expect([path, status]).toEqual([path, 403]);
  }
});
