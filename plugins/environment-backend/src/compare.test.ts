import { TestDatabases } from '@backstage/backend-test-utils';
import type { Comparison } from '@towpath/plugin-environment-common';
import { component, environment } from './__testUtils__/entities';
import { PromotionTestPlatform } from './__testUtils__/PromotionTestPlatform';
import { TestDelivery } from './__testUtils__/startDelivery';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const toProd = '/compare?service=shop&from=staging&to=prod';
const SUBJECTS = ['Begin', 'Round prices', 'Show taxes'];

let delivery: TestDelivery;
let platform: PromotionTestPlatform;

const settings = (region: string, password: string) => `apiVersion: v1
kind: ConfigMap
metadata: { name: shop }
data: { region: ${region}, currency: EUR }
---
apiVersion: v1
kind: Secret
metadata: { name: shop }
stringData: { password: ${password} }
`;

beforeAll(async () => {
  const knex = await databases.init('POSTGRES_18');
  delivery = await TestDelivery.start();
  for (const [place, region] of Object.entries({ staging: 'eu', prod: 'us' })) {
    const folder = `apps/shop/overlays/${place}`;
    const text = await delivery.overlay(place);
    await delivery.write(
      `${folder}/kustomization.yaml`,
      text.replace('[../../base]', '[../../base, settings.yaml]'),
    );
    await delivery.write(
      `${folder}/settings.yaml`,
      settings(region, `s3cr3t-of-${place}`),
    );
    await delivery.createApplication(place);
  }
  const [first, , last] = await delivery.createSource(SUBJECTS);
  await delivery.run('1.0.1', 'prod', first);
  await delivery.run('1.1.0', 'staging', last);
  platform = await PromotionTestPlatform.start({
    knex,
    delivery,
    entities: [
      component(
        'shop',
        { 'backstage.io/source-location': `url:${delivery.sourceUrl}/` },
        { owner: 'group:default/team-a' },
      ),
      environment('staging', 'staging'),
      environment('prod', 'production', 'staging', {
        gates: [{ type: 'approval', by: 'owner-leads' }],
      }),
    ],
  });
  await platform.waitForVersion('1.1.0', 'staging');
  await platform.waitForVersion('1.0.1', 'prod');
});

afterAll(async () => {
  await platform?.stop();
  await delivery?.stop();
});

async function compare(path: string, person = 'ada'): Promise<Comparison> {
  const { body, status } = await platform.as(person).get(path);
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
}

it('shows what would be written, by which commits, and what the gates say', async () => {
  const comparison = await compare(toProd);

  expect(comparison).toMatchObject({
    service: 'component:default/shop',
    version: '1.1.0',
    image: 'registry.example/shop:1.1.0',
    current: { version: '1.0.1', health: 'Healthy' },
    verdict: 'gate',
    delivery: 'commit',
    edits: [
      {
        file: 'apps/shop/overlays/prod/kustomization.yaml',
        before: '1.0.1',
        after: '1.1.0',
      },
    ],
    commits: { known: true, count: 2, authors: ['Ada Okafor'] },
  });
  const subjects = comparison.commits.items?.map(({ subject }) => subject);
  expect(subjects).toEqual(['Show taxes', 'Round prices']);
  const states = comparison.gates.map(({ type, state }) => [type, state]);
  expect(states).toContainEqual(['approval', 'asks']);
  expect(states).toContainEqual(['healthy', 'open']);
});

it('shows how the two are configured otherwise, and never a secret', async () => {
  const comparison = await compare(toProd);

  expect(comparison.config).toContainEqual({
    resource: 'ConfigMap shop',
    path: 'data.region',
    from: 'eu',
    to: 'us',
  });
  expect(JSON.stringify(comparison.config)).not.toContain('currency');
  expect(JSON.stringify(comparison)).not.toContain('s3cr3t');
});

it('tells a stranger that they may look and not promote, and by which permission', async () => {
  expect((await compare(toProd)).may).toEqual({ allowed: true });
  expect((await compare(toProd, 'kwame')).may).toEqual({
    allowed: false,
    why: expect.stringContaining(
      'environment.promotion.create for shop in prod',
    ),
  });
});

it('says what is under way, and why commits are not known of a version that nobody recorded', async () => {
  const { digest } = await compare(toProd);
  const { body } = await platform.as('ada').post('/promotions', {
    service: 'shop',
    from: 'staging',
    to: 'prod',
    digest,
  });
  await delivery.run('1.0.2', 'prod');
  await platform.waitForVersion('1.0.2', 'prod');

  const comparison = await compare(toProd);

  expect(comparison.underWay).toEqual({
    id: body.promotionId,
    status: 'awaiting-approval',
    version: '1.1.0',
  });
  expect(comparison.digest).not.toBe(digest);
  expect(comparison.commits).toEqual({
    known: false,
    why: expect.stringContaining('which commit 1.0.2 was built from'),
  });
});

it('refuses what there is nothing to compare of', async () => {
  const never = await platform.as('ada').get(`${toProd}&version=7.7.7`);
  expect(never.status).toBe(409);
  expect(never.body.error.message).toContain('"7.7.7" of shop never ran');
  const nowhere = await platform
    .as('ada')
    .get('/compare?service=shop&from=staging&to=moon');
  expect(nowhere.status).toBe(404);
  expect(nowhere.body.error.message).toContain('staging, prod');
});
