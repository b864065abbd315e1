import { TestDatabases } from '@backstage/backend-test-utils';
import type { Comparison, Promotion } from '@towpath/plugin-environment-common';
import { component, environment } from './__testUtils__/entities';
import { PromotionTestPlatform } from './__testUtils__/PromotionTestPlatform';
import { TestDelivery } from './__testUtils__/startDelivery';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const DIGEST = `sha256:${'c'.repeat(64)}`;
const PLACES = ['staging', 'prod', 'named', 'twofold', 'kept', 'default'];

const folderOf = (place: string) => `apps/shop/overlays/${place}`;
const request = { service: 'shop', from: 'staging' };

let delivery: TestDelivery;
let platform: PromotionTestPlatform;

// In staging the shop is pinned by tag and digest.
beforeAll(async () => {
  const knex = await databases.init('POSTGRES_18');
  delivery = await TestDelivery.start(PLACES);
  for (const place of ['staging', 'prod', 'twofold', 'kept']) {
    await delivery.createApplication(place);
  }
  await rename('named', 'kustomization.yml');
  await delivery.createApplication('named', { spec: { source: at('named') } });
  await delivery.createApplication('default', {
    spec: { source: at('default', '') },
  });
  await delivery.run('1.3.0', 'staging');
  platform = await PromotionTestPlatform.start({
    knex,
    delivery,
    entities: [
      component('shop', {}, { owner: 'group:default/team-a' }),
      environment('staging', 'staging'),
      ...PLACES.slice(1).map(place =>
        environment(place, 'production', 'staging'),
      ),
    ],
  });
  await platform.waitForVersion('1.3.0', 'staging');
  const text = await delivery.overlay('staging');
  await delivery.write(
    `${folderOf('staging')}/kustomization.yaml`,
    text.replace('newTag: 1.3.0', `newTag: 1.4.0, digest: "${DIGEST}"`),
  );
  await platform.waitForVersion('1.4.0', 'staging');
});

afterAll(async () => {
  await platform?.stop();
  await delivery?.stop();
});

function at(place: string, targetRevision = 'refs/heads/main') {
  return { repoURL: delivery.repoUrl, path: folderOf(place), targetRevision };
}

async function rename(place: string, name: string) {
  const text = await delivery.overlay(place);
  const { sha } = await delivery.git(
    'GET',
    `/contents/${folderOf(place)}/kustomization.yaml`,
  );
  await delivery.write(`${folderOf(place)}/${name}`, text);
  await delivery.git(
    'DELETE',
    `/contents/${folderOf(place)}/kustomization.yaml`,
    { sha, message: 'Rename it' },
  );
}

async function compare(to: string, version = ''): Promise<Comparison> {
  const { body, status } = await platform
    .as('ada')
    .get(
      `/compare?service=shop&from=staging&to=${to}${
        version && `&version=${version}`
      }`,
    );
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
}

async function refusal(to: string): Promise<string> {
  const { body, status } = await platform
    .as('ada')
    .get(`/compare?service=shop&from=staging&to=${to}`);
  expect(status).toBe(409);
  const begun = await platform
    .as('ada')
    .post('/promotions', { ...request, to });
  expect(begun.status).toBe(409);
  return body.error.message;
}

async function promoteToEnd(to: string): Promise<Promotion> {
  const { body } = await platform
    .as('ada')
    .post('/promotions', { ...request, to });
  return platform.waitFor(body.promotionId, one => Boolean(one.endedAt));
}

const setSource = (place: string, change: object) =>
  delivery.argocd('PATCH', `/applications/shop-${place}`, {
    patch: JSON.stringify({ spec: { source: change } }),
    patchType: 'merge',
  });

it('takes tag and digest along together, and compares by the tag', async () => {
  expect((await compare('prod')).edits).toMatchObject([
    { before: '1.0.0', after: `1.4.0@${DIGEST}` },
  ]);

  const ended = await promoteToEnd('prod');

  expect(ended.status).toBe('succeeded');
  const text = await delivery.overlay('prod');
  expect(text).toContain('newTag: 1.4.0');
  expect(text).toContain(DIGEST);
  await platform.waitForVersion('1.4.0', 'prod');
  const older = await compare('prod', '1.3.0');
  expect(older.verdict).toBe('deny');
  expect(older.gates).toContainEqual(
    expect.objectContaining({
      type: 'not-older',
      state: 'closed',
      message: expect.stringContaining('1.3.0 is older than 1.4.0'),
    }),
  );
});

it('finds a kustomization by another of its names, on a branch by its long name', async () => {
  const [edit] = (await compare('named')).edits;
  expect(edit.file).toBe(`${folderOf('named')}/kustomization.yml`);
  expect((await promoteToEnd('named')).status).toBe('succeeded');
  await platform.waitForVersion('1.4.0', 'named');
});

it('follows the default branch where an application names none', async () => {
  expect((await compare('default')).edits).toHaveLength(1);
});

it('refuses two kustomizations in one folder, since none of them would be built', async () => {
  const text = await delivery.overlay('twofold');
  await delivery.write(`${folderOf('twofold')}/Kustomization`, text);
  expect(await refusal('twofold')).toContain(
    'kustomization.yaml and apps/shop/overlays/twofold/Kustomization',
  );
});

it('refuses to write where the application, or a file beside it, overrides the image', async () => {
  await setSource('kept', {
    kustomize: { images: ['registry.example/shop:1.0.0'] },
  });
  expect(await refusal('kept')).toContain(
    'overrides the image by kustomize.images: registry.example/shop:1.0.0',
  );
  await setSource('kept', { kustomize: null });
  expect((await compare('kept')).edits).toHaveLength(1);

  const file = `${folderOf('kept')}/.argocd-source-shop-kept.yaml`;
  const images = '[registry.example/shop:1.0.0]';
  await delivery.write(file, `kustomize:\n  images: ${images}\n`);
  expect(await refusal('kept')).toContain(file);
  await delivery.write(file, '{}\n');
});

it('refuses to write to a branch where the application follows none', async () => {
  const [{ sha }] = await delivery.git('GET', '/commits?limit=1');
  for (const revision of [sha, sha.slice(0, 8)]) {
    await setSource('kept', { targetRevision: revision });
    expect(await refusal('kept')).toContain(
      `follows "${revision}", which is a tag or a commit`,
    );
  }
  await setSource('kept', { targetRevision: 'HEAD' });
  expect((await compare('kept')).edits).toHaveLength(1);
});

it('names what it does not understand, and takes it for no absence', async () => {
  expect((await compare('kept')).notUnderstood).toEqual([]);
  await delivery.argocd('PATCH', '/applications/shop-kept', {
    patch: JSON.stringify({
      spec: { syncPolicy: { syncOptions: ['Teleport=true'] } },
    }),
    patchType: 'merge',
  });
  expect((await compare('kept')).notUnderstood).toEqual([
    'spec.syncPolicy.syncOptions "Teleport=true"',
  ]);
});
