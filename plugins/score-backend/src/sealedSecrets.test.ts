import { generateKeyPairSync } from 'node:crypto';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { parseAllDocuments } from 'yaml';
import { ScoreTestPlatform, TEAM } from './__testUtils__/ScoreTestPlatform';
import { ShelfDriver } from './__testUtils__/ShelfDriver';
import { shelfDefinition } from './__testUtils__/shelfDefinition';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const SHELF = shelfDefinition();

const score = (size: number) => `
apiVersion: score.dev/v1b1
metadata:
  name: shop
containers:
  shop:
    image: .
    variables:
      PASSWORD: \${resources.shelf.password}
resources:
  shelf: { type: shelf, params: { size: ${size} } }
`;

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
let platform: ScoreTestPlatform;
let knex: Knex;

beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  platform = await ScoreTestPlatform.start({
    knex,
    drivers: [new ShelfDriver()],
    definitions: { 'shelf.yaml': SHELF },
    clusters: [
      {
        environment: 'dev',
        sealedSecretsCertificate: publicKey.export({
          type: 'spki',
          format: 'pem',
        }),
      },
    ],
    people: { ada: [TEAM] },
  });
  await platform.createRepository(score(1));
  await platform.createApplication('dev');
});
afterAll(() => platform?.stop());

async function sealed() {
  const text = await platform.file('apps/shop/overlays/dev/manifests.yaml');
  return parseAllDocuments(text!)
    .map(document => document.toJS())
    .find(({ kind }) => kind === 'SealedSecret');
}

it('writes the secret encrypted for the cluster, and never in clear', async () => {
  const plan = await platform.plan();
  expect(JSON.stringify(plan.files)).toContain('encrypted when it is written');
  expect((await platform.provision(plan)).status).toBe('succeeded');
  const { metadata, spec } = await sealed();
  expect(spec.encryptedData.password).toMatch(/^[A-Za-z0-9+/]{300,}=*$/);
  expect(spec.template.metadata.name).toBe(metadata.name);
  const text = await platform.file('apps/shop/overlays/dev/manifests.yaml');
  expect(text).not.toMatch(/secret-[0-9a-f]|ExternalSecret/);
});

it('plans nothing afterwards, though each encryption would be another text', async () => {
  expect(await platform.plan()).toMatchObject({ files: [], hasEffect: false });
});

it('keeps the text when the resource changes and its secret does not', async () => {
  const before = await sealed();
  await platform.writeScore(score(2));
  const plan = await platform.plan();
  expect((await platform.provision(plan)).status).toBe('succeeded');
  expect(await sealed()).toEqual(before);
});

it('encrypts anew once the secret is another one', async () => {
  const before = await sealed();
  await knex('resource_secrets')
    .withSchema('score')
    .update({ revision: knex.raw('gen_random_uuid()') });
  const plan = await platform.plan();
  expect(plan.hasEffect).toBe(true);
  expect((await platform.provision(plan)).status).toBe('succeeded');
  expect(await sealed()).not.toEqual(before);
});
