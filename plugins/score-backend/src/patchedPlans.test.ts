import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { until } from '@towpath/test-kit';
import { ScoreTestPlatform, TEAM } from './__testUtils__/ScoreTestPlatform';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const folder = createMockDirectory();

const SCORE = `
apiVersion: score.dev/v1b1
metadata:
  name: shop
containers:
  shop:
    image: .
`;

const patch = (seconds: number | string, more = '') => `name: grace
title: Time to end
description: Requests come to their end.
owner: group:default/platform-team
objects: { apiVersion: apps/v1, kind: Deployment }
${more}set:
  spec:
    template:
      spec:
        terminationGracePeriodSeconds: ${seconds}
`;
const FIELD = 'spec.template.spec.terminationGracePeriodSeconds';

let platform: ScoreTestPlatform;

beforeAll(async () => {
  folder.setContent({});
  write(patch(40));
  platform = await ScoreTestPlatform.start({
    knex: await databases.init('POSTGRES_18'),
    drivers: [],
    definitions: {},
    people: { ada: [TEAM] },
    score: { patches: [folder.path] },
  });
  await platform.createRepository(SCORE);
  await platform.createApplication('dev');
});
afterAll(() => platform?.stop());

function write(text: string, name = 'grace.yaml'): void {
  writeFileSync(path.join(folder.path, name), text);
}

/** Files are looked at again only after a moment. */
function planUntil(isSo: (plan: any) => boolean): Promise<any> {
  return until('a plan is as it should be', () => platform.plan(), isSo);
}

const secondsIn = ({ patches }: any): string =>
  patches[0]?.objects[0]?.changes[0]?.after;
const listed = async () =>
  (await platform.as('ada').get('/score/patches')).body;

it('shows what each patch has changed, and whose it is, in plan and preview', async () => {
  const plan = await platform.plan();
  const effect = {
    name: 'grace',
    title: 'Time to end',
    owner: 'group:default/platform-team',
    objects: [
      {
        object: 'Deployment shop',
        changes: [{ field: FIELD, after: '40' }],
      },
    ],
  };
  expect(plan.patches).toEqual([expect.objectContaining(effect)]);
  expect(plan.files.map(({ after }: any) => after).join()).toContain(
    'terminationGracePeriodSeconds: 40',
  );
  const kept = await platform.as('ada').get(`/score/plans/${plan.id}`);
  expect(kept.body.patches).toEqual(plan.patches);
  const { body } = await platform.as('ada').post('/score/render', {
    ...{ service: 'shop', environment: 'dev' },
  });
  expect(body.patches).toEqual(plan.patches);
  expect(body.manifests).toContain('terminationGracePeriodSeconds: 40');
});

it('does not do what was shown once a patch has changed', async () => {
  const shown = await platform.plan();
  write(patch(50));
  await planUntil(plan => secondsIn(plan) === '50');
  const run = await platform.provision(shown);
  expect(run.status).toBe('failed');
  expect(JSON.stringify(run.steps)).toContain('is not what was shown any more');
});

it('tells which workloads a patch has changed, as they were written', async () => {
  expect((await listed()).items[0].workloads).toEqual([]);
  const run = await platform.provision(await platform.plan());
  expect(run.status).toBe('succeeded');
  expect(
    await platform.file('apps/shop/overlays/dev/manifests.yaml'),
  ).toContain('terminationGracePeriodSeconds: 50');
  expect((await listed()).items).toEqual([
    expect.objectContaining({
      name: 'grace',
      order: 0,
      objects: 'apiVersion: apps/v1\nkind: Deployment',
      changes: expect.stringContaining('terminationGracePeriodSeconds: 50'),
      workloads: [{ service: 'component:default/shop', environment: 'dev' }],
    }),
  ]);
});

it('goes on with what a file said while that is not understood', async () => {
  write(patch('soon'));
  const { problems } = await until(
    'the file is read',
    listed,
    (now: any) => now.problems.length > 0,
  );
  expect(problems).toEqual([
    {
      file: path.join(folder.path, 'grace.yaml'),
      line: 10,
      path: `set.${FIELD}`,
      message: 'is text; write a whole number',
    },
  ]);
  expect(secondsIn(await platform.plan())).toBe('50');
});

it('refuses a plan that a patch cannot be applied to, and says whose it is', async () => {
  write(patch(60, 'order: -1\n'));
  write(patch(70).replace('name: grace', 'name: other'), 'other.yaml');
  const plan = await planUntil(({ whyNot }) => whyNot);
  expect(plan.whyNot).toContain('Ask who owns the patch');
  expect(plan.diagnostics).toEqual([
    expect.objectContaining({
      severity: 'error',
      message: expect.stringContaining(
        `(other) cannot change Deployment shop: the patch "Time to end" (grace) has set ${FIELD}`,
      ),
    }),
  ]);
  rmSync(path.join(folder.path, 'other.yaml'));
  await planUntil(({ whyNot }) => !whyNot);
});

it('lists a patch without effect, with the reason', async () => {
  write(patch(60, 'match: { tiers: [production] }\n'));
  const { patches } = await planUntil(plan => plan.patches[0]?.whyNot);
  expect(patches).toEqual([
    expect.objectContaining({
      name: 'grace',
      objects: [],
      whyNot: 'it is for tiers production, not development',
    }),
  ]);
});
