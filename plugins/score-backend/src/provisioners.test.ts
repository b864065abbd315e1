import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import scoreModuleKubernetes from '@towpath/plugin-score-backend-module-kubernetes';
import { until } from '@towpath/test-kit';
import type { Knex } from 'knex';
import {
  ScoreTestPlatform,
  STORE_TOKEN,
  TEAM,
} from './__testUtils__/ScoreTestPlatform';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const REDIS = `- uri: template://acme/redis
  type: redis
  state: |
    service: redis-{{ substr 0 8 .Guid }}
    password: {{ dig "password" (randAlphaNum 16) .State | quote }}
  shared: |
    cluster: {{ dig "cluster" (randAlpha 6 | lower) .Shared }}
  outputs: |
    host: {{ .State.service }}
    port: {{ len .Metadata | add 6379 }}
    url: redis://:{{ encodeSecretRef .State.service "password" }}@{{ .State.service }}
  manifests: |
    - apiVersion: v1
      kind: Secret
      metadata: { name: "{{ .State.service }}" }
      data: { password: "{{ .State.password | b64enc }}" }
    - apiVersion: v1
      kind: ConfigMap
      metadata: { name: "cluster-{{ .Shared.cluster }}" }
      data: { uid: "{{ .Uid }}" }
`;

const score = (resources: string) => `
apiVersion: score.dev/v1b1
metadata:
  name: shop
containers:
  shop:
    image: .
    variables:
      URL: ${resources ? '${resources.cache.url}' : 'none'}
resources: { ${resources} }
`;

const MANIFESTS = 'apps/shop/overlays/dev/manifests.yaml';
const folder = mkdtempSync(join(tmpdir(), 'provisioners-'));
let platform: ScoreTestPlatform;
let knex: Knex;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'redis.provisioners.yaml'), REDIS);
  knex = await databases.init('POSTGRES_18');
  platform = await ScoreTestPlatform.start({
    knex,
    drivers: [],
    modules: [scoreModuleKubernetes],
    definitions: {},
    score: { provisioners: [folder] },
    people: { ada: [TEAM] },
  });
  await platform.createRepository(score('cache: { type: redis }'));
  await platform.createApplication('dev');
});
afterAll(async () => {
  await platform?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const provide = async () => {
  const plan = await platform.plan();
  expect((await platform.provision(plan)).status).toBe('succeeded');
  return { plan, text: (await platform.file(MANIFESTS))! };
};

it('provides from a file of score-k8s what the plan has shown, and the secret stands nowhere in clear', async () => {
  const { plan, text } = await provide();
  expect(plan.files.find((one: any) => one.file === MANIFESTS).after).toBe(
    text,
  );
  expect(text).toMatch(/kind: ExternalSecret/);
  expect(text).not.toMatch(/kind: Secret$/m);
  expect(text).toMatch(/secretKeyRef:\s+name: redis-/);

  const [, name] = /name: (redis-[0-9a-f]{8})/.exec(text)!;
  const [{ id }] = plan.resources;
  const { body } = await platform.readStored(
    `dev/${id}/${name}.password`,
    STORE_TOKEN,
  );
  expect(body.value).toMatch(/^[A-Za-z0-9]{16}$/);
  const memory = await platform.readStored(`dev/${id}/.memory`, STORE_TOKEN);
  expect(memory.status).toBe(404);

  const { body: seen } = await platform.as('ada').get('/score/resources');
  expect(seen.items[0].outputs.url).toBe(
    `redis://:(password of the Secret ${name})@${name}`,
  );
  expect(seen.items[0].secrets).toEqual([`${name}.password`]);
  const rows = await knex.withSchema('score').select('*').from('resources');
  for (const where of [text, plan, seen, rows]) {
    expect(JSON.stringify(where)).not.toContain(body.value);
  }
});

it('draws nothing anew, and plans nothing where nothing has changed', async () => {
  expect(await platform.plan()).toMatchObject({ files: [], hasEffect: false });
});

it('brings what two resources share once, and takes away what nobody asks for', async () => {
  await platform.writeScore(
    score('cache: { type: redis }, other: { type: redis }'),
  );
  const { text } = await provide();
  expect(text.match(/name: cluster-[a-z]{6}/g)).toHaveLength(1);
  expect(text.match(/kind: ExternalSecret/g)).toHaveLength(2);

  await platform.writeScore(score(''));
  const gone = await provide();
  expect(gone.text).not.toMatch(/ExternalSecret|ConfigMap/);
  const left = await knex.withSchema('score').from('resource_secrets').count();
  expect(Number(left[0].count)).toBe(0);
});

it('says on the page of types where it comes from, and what is not understood', async () => {
  writeFileSync(
    join(folder, 'broken.provisioners.yaml'),
    '- uri: template://a/b\n  type: dns\n  state: "{{ now }}"\n',
  );
  const ask = async () =>
    (await platform.as('ada').get('/score/resource-types')).body;
  const types = await until(
    'the file is read',
    ask,
    ({ problems }) => problems.length > 0,
  );
  expect(types.items).toEqual([
    expect.objectContaining({
      type: 'redis',
      description: expect.stringContaining(
        'template://acme/redis, redis.provisioners.yaml:1',
      ),
    }),
  ]);
  expect(types.problems).toEqual([
    expect.objectContaining({
      line: 3,
      message: expect.stringContaining('the function now is not allowed'),
    }),
  ]);
});
