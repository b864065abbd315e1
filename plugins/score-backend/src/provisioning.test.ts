import { TestDatabases } from '@backstage/backend-test-utils';
import {
  LEADS,
  ScoreTestPlatform,
  STORE_TOKEN,
  TEAM,
} from './__testUtils__/ScoreTestPlatform';
import { ShelfDriver } from './__testUtils__/ShelfDriver';
import { shelfDefinition } from './__testUtils__/shelfDefinition';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const SHELF = shelfDefinition({ more: 'holdsData: true' });

const POLICY = `
name: big-shelves
appliesTo: [provisioning]
rules:
  - name: huge
    when: 'resources.exists(one, one.type == "shelf" && one.changes.exists(c, c.field == "size" && c.after == "99"))'
    effect: deny
    message: Nobody needs a shelf of 99.
  - name: production
    when: environment.tier == "production"
    effect: gate
    message: The leads look at what comes to production.
    approvers: { by: owner-leads, fourEyes: true }
`;

/** @param more below the shelf: of its params, or another resource */
const score = (more = '') => `
apiVersion: score.dev/v1b1
metadata:
  name: shop
containers:
  shop:
    image: .
    variables:
      SHELF: \${resources.shelf.host}
      SIZE: \${resources.shelf.size}
      PASSWORD: \${resources.shelf.password}
resources:
  shelf:
    type: shelf
${more}`;

const WITHOUT_SHELF = `
apiVersion: score.dev/v1b1
metadata:
  name: shop
containers:
  shop:
    image: .
`;

const driver = new ShelfDriver();
let platform: ScoreTestPlatform;

beforeAll(async () => {
  platform = await ScoreTestPlatform.start({
    knex: await databases.init('POSTGRES_18'),
    drivers: [driver],
    definitions: { 'shelf.yaml': SHELF },
    policies: { 'shelves.yaml': POLICY },
    people: { ada: [TEAM], grace: [TEAM, LEADS], bob: [] },
  });
  await platform.createRepository(score());
  await platform.createApplication('dev');
  await platform.createApplication('prod');
});
afterAll(() => platform?.stop());
afterEach(() => {
  driver.failure = undefined;
});

const resources = (environment?: string) =>
  platform.resources('shop', environment);

describe('a service from its Score file to what runs', () => {
  it('shows first what would be made, and makes nothing', async () => {
    const plan = await platform.plan();
    expect(plan).toMatchObject({
      resources: [{ name: 'shelf', action: 'create', driver: 'shelf' }],
      hasEffect: true,
      handWritten: ['../../base'],
    });
    const manifests = plan.files.find((one: any) =>
      one.file.endsWith('/manifests.yaml'),
    );
    expect(manifests.after).toContain('kind: Deployment');
    expect(manifests.after).toContain('kind: ExternalSecret');
    expect(driver.shelves.size).toBe(0);
  });

  // A file that is new says nothing of what is lost of the files that it takes the place of.
  it('shows what becomes of each object that was written by hand', async () => {
    const { objects } = await platform.plan();
    const deployment = objects.find(
      (one: any) => one.object === 'Deployment shop',
    );
    expect(deployment.before).toContain('progressDeadlineSeconds: 6');
    expect(deployment.after).not.toContain('progressDeadlineSeconds');
    for (const text of [deployment.before, deployment.after]) {
      expect(text).toMatch(/image: \S*shop$/m);
      expect(text).not.toContain('namespace:');
    }
    expect(objects).toContainEqual({
      object: 'Service shop',
      before: expect.stringContaining('kind: Service'),
    });
  });

  it('makes it, writes the manifests, and is healthy', async () => {
    const run = await platform.provision(await platform.plan());
    expect(run).toMatchObject({ status: 'succeeded' });
    expect(driver.made).toBe(1);
    // What a driver asks for elsewhere is not to be agreed to there by the same person.
    const by = 'user:default/ada';
    expect(driver.askedBy).toEqual({ plan: by, apply: by });
    const manifests = await platform.file(
      'apps/shop/overlays/dev/manifests.yaml',
    );
    expect(manifests).toContain('value: shelf');
    const kustomization = await platform.file(
      'apps/shop/overlays/dev/kustomization.yaml',
    );
    expect(kustomization).toContain('- manifests.yaml');
    expect(kustomization).toContain('newTag: 1.1.0');
    expect(await resources()).toMatchObject([
      { status: 'provided', outputs: { host: 'shelf' }, secrets: ['password'] },
    ]);
  });

  it('has nothing more to do then, and says so', async () => {
    const plan = await platform.plan();
    expect(plan).toMatchObject({
      resources: [{ action: 'none' }],
      files: [],
      hasEffect: false,
    });
    const { status } = await platform.as('ada').post('/score/provisions', {
      ...{ plan: plan.id, digest: plan.digest },
    });
    expect(status).toBe(409);
  });

  it('keeps the secret out of Git, plans, runs and lists', async () => {
    const [{ id }] = await resources();
    const { password } = driver.shelves.get(id)!;
    const seen = JSON.stringify([
      await platform.plan(),
      await resources(),
      await platform.file('apps/shop/overlays/dev/manifests.yaml'),
      (await platform.as('ada').get('/runs/runs')).body,
    ]);
    expect(seen).not.toContain(password);
    const reveal = (person: string) =>
      platform.as(person).post(`/score/resources/${id}/secrets/password`);
    expect((await reveal('ada')).body).toEqual({ value: password });
    expect((await reveal('mallory')).status).toBe(403);
  });

  it('gives the secret to the operator of the environment alone', async () => {
    const [{ id }] = await resources();
    const read = (token: string) =>
      platform.readStored(`dev/${id}/password`, token);
    const { password } = driver.shelves.get(id)!;
    expect((await read(STORE_TOKEN)).body).toEqual({ value: password });
    expect((await read('e'.repeat(40))).status).toBe(401);
  });
});

describe('a change of the file', () => {
  it('is refused once what was shown is not what would be done any more', async () => {
    await platform.writeScore(score('    params: { size: 2 }\n'));
    const plan = await platform.plan();
    expect(plan.resources[0]).toMatchObject({
      action: 'update',
      changes: [{ field: 'size', before: '1', after: '2' }],
    });
    const [{ id }] = await resources();
    driver.shelves.get(id)!.size = 7;
    const run = await platform.provision(plan);
    expect(run).toMatchObject({
      status: 'failed',
      outcome: expect.stringContaining('not what was shown any more'),
    });
    expect(driver.shelves.get(id)!.size).toBe(7);
    expect(await platform.provision(await platform.plan())).toMatchObject({
      status: 'succeeded',
    });
    expect(driver.shelves.get(id)!.size).toBe(2);
  });

  it('is told at its line where no output has that name', async () => {
    const wrong = score().replace('shelf.host', 'shelf.hots');
    const { body } = await platform.as('ada').post('/score/validate', {
      ...{ score: wrong, service: 'shop', environment: 'dev' },
    });
    expect(body).toMatchObject({
      valid: false,
      diagnostics: [{ line: 9, fix: 'did you mean host?' }],
    });
  });

  it('is refused by a rule that denies it', async () => {
    await platform.writeScore(score('    params: { size: 99 }\n'));
    const plan = await platform.plan();
    expect(plan.whyNot).toBe('Nobody needs a shelf of 99.');
    const { status } = await platform.as('ada').post('/score/provisions', {
      ...{ plan: plan.id, digest: plan.digest },
    });
    expect(status).toBe(409);
  });

  it('that a driver refuses ends the run in its words, and a retry goes on once it is mended', async () => {
    await platform.writeScore(score('    params: { size: 3 }\n'));
    driver.failure = Object.assign(new Error('the room is full'), {
      name: 'ConflictError',
    });
    const failed = await platform.provision(await platform.plan());
    expect(failed).toMatchObject({
      status: 'failed',
      outcome: expect.stringContaining('the room is full'),
    });
    expect(await resources()).toMatchObject([
      { status: 'failed', message: 'the room is full' },
    ]);
    driver.failure = undefined;
    await platform.as('ada').post(`/runs/runs/${failed.id}/retry`);
    await platform.waitFor(failed.id, run => run.status === 'succeeded');
    expect(await resources()).toMatchObject([{ status: 'provided' }]);
    expect(driver.made).toBe(1);
  });
});

describe('what is asked for no more', () => {
  it('is taken away after the workload has let go of it, and a copy is kept', async () => {
    await platform.writeScore(WITHOUT_SHELF);
    const plan = await platform.plan();
    expect(plan.resources).toMatchObject([{ action: 'delete' }]);
    expect(await platform.provision(plan)).toMatchObject({
      status: 'succeeded',
    });
    expect(driver.shelves.size).toBe(0);
    expect(await resources()).toMatchObject([
      { status: 'kept', restore: 'Ask for the box' },
    ]);
  });
});

describe('production', () => {
  it('waits for the leads, and not for who asked', async () => {
    await platform.writeScore(score());
    const plan = await platform.plan('prod');
    expect(plan.approvals).toEqual([
      {
        id: 'big-shelves/production',
        groups: [LEADS],
        count: 1,
        fourEyes: true,
      },
    ]);
    const { body } = await platform.as('grace').post('/score/provisions', {
      ...{ plan: plan.id, digest: plan.digest },
    });
    const approve = (person: string) =>
      platform
        .as(person)
        .post(`/runs/runs/${body.id}/approve`, { digest: plan.digest });
    expect((await approve('grace')).status).toBe(403);
    expect((await approve('ada')).status).toBe(403);
    expect(driver.shelves.size).toBe(0);
  });
});

it('says which definition would provide something in a place, and why not one', async () => {
  const explain = (type: string) =>
    platform.as('ada').post('/score/explanations', {
      ...{ service: 'shop', environment: 'dev', type },
    });
  expect((await explain('shelf')).body).toEqual({
    chosen: 'shelf',
    considered: [
      {
        ...{ definition: 'shelf', matches: true },
        why: 'the only one that applies',
      },
    ],
  });
  expect((await explain('self')).body).toEqual({
    considered: [],
    whyNone: expect.stringContaining('did you mean shelf?'),
  });
});

it('lets nobody in who may not', async () => {
  const { status } = await platform
    .as('mallory')
    .post('/score/plans', { service: 'shop', environment: 'dev' });
  expect(status).toBe(403);
});

describe('the door of the terminal and of AI clients', () => {
  const invoke = (person: string, action: string, input: object) =>
    platform
      .as(person)
      .post(
        `/score/.backstage/actions/v1/actions/score:${action}/invoke`,
        input,
      );

  it('plans for who may read, and provisions nothing for who may not', async () => {
    const input = { service: 'shop', environment: 'dev' };
    const planned = await invoke('ada', 'plan', input);
    expect(planned.status).toBe(200);
    const { planId, digest } = planned.body.output;
    for (const [action, asked] of [
      ['plan', input],
      ['list-resources', {}],
      ['list-resource-types', {}],
      ['explain', { service: 'shop', environment: 'dev', type: 'shelf' }],
      ['validate', { score: score() }],
      ['render', { score: score(), environment: 'dev' }],
      ['provision', { planId, digest }],
    ] as const) {
      expect([action, (await invoke('mallory', action, asked)).status]).toEqual(
        [action, 403],
      );
    }
  });
});
