import { TestDatabases } from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import type { Run } from '@towpath/plugin-runs-common';
import { until } from '@towpath/test-kit';
import {
  LEADS,
  ScoreTestPlatform,
  TEAM,
} from './__testUtils__/ScoreTestPlatform';
import { ShelfDriver } from './__testUtils__/ShelfDriver';
import { shelfDefinition } from './__testUtils__/shelfDefinition';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const shelf = (type: string, more = '') =>
  shelfDefinition({
    type,
    more: `holdsData: true
${more}`,
  });

const POLICY = `
name: removal
appliesTo: [provisioning]
rules:
  - name: data
    when: 'environment.tier == "production" && resources.exists(r, r.action == "delete" && has(r.holdsData) && r.holdsData)'
    effect: gate
    message: The leads look at what deletes data.
    approvers: { by: owner-leads }
`;

// A service that goes has no annotation to say it in.
const WORKLOADS = `
name: workloads
appliesTo: [workload]
rules:
  - name: cost-centre
    when: '!has(workload.metadata.annotations)'
    effect: deny
    message: Say who pays.
`;

const SCORE = `
apiVersion: score.dev/v1b1
metadata:
  name: shop
  annotations: { example.org/cost-centre: "7" }
containers:
  shop:
    image: .
    variables:
      SHELF: \${resources.shelf.host}
      PASSWORD: \${resources.shelf.password}
      OTHER: \${resources.archive.host}
resources:
  shelf: { type: shelf }
  archive: { type: archive }
`;

const driver = new ShelfDriver();
let platform: ScoreTestPlatform;

beforeAll(async () => {
  platform = await ScoreTestPlatform.start({
    knex: await databases.init('POSTGRES_18'),
    drivers: [driver],
    definitions: {
      'shelf.yaml': shelf('shelf'),
      'archive.yaml': shelf('archive', 'onRemoval: retain'),
    },
    policies: { 'removal.yaml': POLICY, 'workloads.yaml': WORKLOADS },
    people: { ada: [TEAM], grace: [TEAM, LEADS], bob: [] },
  });
  await platform.createRepository(SCORE);
  for (const environment of ['dev', 'prod']) {
    await platform.createApplication(environment);
    await platform.provision(await platform.plan(environment));
  }
});
afterAll(() => platform?.stop());
afterEach(() => {
  driver.failure = undefined;
  driver.looks = undefined;
});

const planRemoval = async (environment: string, person = 'ada') => {
  const { body } = await platform.as(person).post('/score/plans', {
    ...{ service: 'shop', environment, removes: true },
  });
  return body;
};

const begin = async (plan: { id: string; digest: string }, person = 'ada') =>
  platform.as(person).post('/score/provisions', {
    ...{ plan: plan.id, digest: plan.digest },
  });

const resourcesOf = (environment: string) =>
  platform.resources('shop', environment);

const FOLDER = 'apps/shop/overlays/dev';

const hasEnded = (run: Run) => Boolean(run.endedAt);

describe('removing a service from an environment', () => {
  it('is planned with all that goes, and what its definition retains', async () => {
    const plan = await planRemoval('dev');
    expect(plan).toMatchObject({ removes: true, hasEffect: true });
    expect(plan.whyNot).toBeUndefined();
    expect(
      plan.resources.map(({ name, action }: any) => [name, action]).sort(),
    ).toEqual([
      ['archive', 'retain'],
      ['shelf', 'delete'],
    ]);
    expect(
      plan.files.map(({ file, after }: any) => [file, Boolean(after)]),
    ).toEqual([
      [`${FOLDER}/kustomization.yaml`, true],
      [`${FOLDER}/manifests.yaml`, false],
    ]);
    expect(await platform.file(`${FOLDER}/manifests.yaml`)).toBeDefined();
  });

  it('is not for who may not provide there, and is not mixed with a text', async () => {
    const plan = await planRemoval('dev');
    expect((await begin(plan, 'stranger')).status).toBe(403);
    const { status, body } = await platform.as('ada').post('/score/plans', {
      ...{ service: 'shop', environment: 'dev', removes: true, score: SCORE },
    });
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining('score is given together with removes'),
    ]);
  });

  it('waits for who looks at what holds data, and what was shown is what is done', async () => {
    const plan = await planRemoval('prod');
    expect(plan.approvals).toMatchObject([{ groups: [LEADS] }]);
    const { body } = await begin(plan);
    const run = await platform.waitFor(
      body.id,
      ({ status }) => status === 'awaiting-approval',
    );
    expect(run.title).toBe('Remove shop');
    await platform.as('ada').post(`/runs/runs/${body.id}/cancel`, {
      reason: 'Not yet',
    });
    expect(await resourcesOf('prod')).toHaveLength(2);
  });

  it('stops where something has changed since it was shown', async () => {
    const plan = await planRemoval('dev');
    await platform.writeScore(SCORE.replace('shelf }', 'shelf, id: other }'));
    await platform.provision(await platform.plan('dev'));
    const run = await platform.provision(plan);
    expect(run).toMatchObject({ status: 'failed' });
    expect(run.outcome).toContain('not what was shown any more');
    await platform.writeScore(SCORE);
    await platform.provision(await platform.plan('dev'));
  });

  let run: Run & { details: any };

  it('does not say that something is gone when its driver could not be asked', async () => {
    driver.looks = async () => {
      throw new Error('the shelf room is locked');
    };
    const { body } = await begin(await planRemoval('dev'));
    await until(
      'it asks what is left',
      async () => (await platform.as('ada').get(`/runs/runs/${body.id}`)).body,
      ({ steps = [] }) =>
        steps.some(
          ({ name, message = '' }: any) =>
            name === 'prove' && message.includes('the shelf room is locked'),
        ),
    );
    driver.looks = undefined;
    run = (await platform.waitFor(body.id, hasEnded)) as typeof run;
    expect(run).toMatchObject({ status: 'succeeded' });
  });

  it('ends with what was removed, what is kept until when, and what stays', async () => {
    expect(run.details.removed).toEqual(['shelf']);
    const { proof } = run.details;
    expect(proof).toEqual(
      expect.arrayContaining([
        {
          ...{ name: 'shelf', type: 'shelf', state: 'kept' },
          until: '2100-01-01T00:00:00.000Z',
          restore: 'Ask for the box',
        },
        expect.objectContaining({
          ...{ name: 'archive', type: 'archive', state: 'stays' },
          reason: expect.stringContaining('retained'),
        }),
      ]),
    );
    // Nothing of the workload: Argo CD was asked as well.
    expect(proof).toHaveLength(2);
  });

  it('is one commit, that leaves the place and takes the manifests', async () => {
    const messages = await platform.messages();
    const own = messages.filter(one =>
      one.includes(`Towpath-Provision: ${run.id}`),
    );
    expect(own).toHaveLength(1);
    expect(own[0]).toMatch(/^Remove shop from dev/);
    expect(await platform.file(`${FOLDER}/manifests.yaml`)).toBeUndefined();
    expect(await platform.file(`${FOLDER}/kustomization.yaml`)).toContain(
      'resources: []',
    );
  });

  it('comes to nothing the second time, and can be undone', async () => {
    const left = (await resourcesOf('dev')).filter(
      ({ status }: any) => status !== 'kept',
    );
    expect(left.map(({ name }: any) => name)).toEqual(['archive']);
    const again = await planRemoval('dev');
    expect(again.hasEffect).toBe(false);
    expect((await begin(again)).body.error.message).toContain('nothing left');
    const back = await platform.provision(await platform.plan('dev'));
    expect(back).toMatchObject({ status: 'succeeded' });
    expect(await platform.file(`${FOLDER}/manifests.yaml`)).toContain('shelf');
  });

  it('says what a driver refuses to take, goes on when tried again, and tells what is left', async () => {
    driver.failure = new ConflictError('somebody stands before the shelf');
    const { body } = await begin(await planRemoval('dev'));
    const failed = await platform.waitFor(body.id, hasEnded);
    expect(failed.status).toBe('failed');
    expect(failed.outcome).toContain('somebody stands before the shelf');
    driver.failure = undefined;
    // It says that it has gone, and it has not.
    driver.looks = async () => ({ status: 'as-provided' });
    await platform.as('ada').post(`/runs/runs/${body.id}/retry`);
    const ended = (await platform.waitFor(
      body.id,
      ({ status }) => status === 'succeeded',
    )) as typeof run;
    expect(ended.details.proof).toContainEqual(
      expect.objectContaining({ name: 'shelf', state: 'left' }),
    );
  });
});
