import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { TrialProcess } from '@towpath/plugin-environment-backend/testUtils';
import { until } from '@towpath/test-kit';
import type { Knex } from 'knex';
import { Barrier } from './__testUtils__/Barrier';
import { ShopDelivery } from './__testUtils__/ShopDelivery';

const runs = async (backend: TrialProcess): Promise<any[]> =>
  (await backend.get('/runs/runs')).items;

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const SECRET = 'h'.repeat(40);

const score = (colour: string) => `
apiVersion: score.dev/v1b1
metadata:
  name: shop
containers:
  shop:
    image: .
    variables:
      COLOUR: ${colour}
`;

const folder = mkdtempSync(join(tmpdir(), 'push-crashing-'));
const processes: TrialProcess[] = [];
let knex: Knex;
let delivery: ShopDelivery;

beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  delivery = await ShopDelivery.start();
  await delivery.createRepository(score('red'));
  await delivery.createApplication();
});
afterAll(async () => {
  for (const one of processes) await one.kill();
  await delivery?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function startProcess(): Promise<TrialProcess> {
  const { url, token, repoUrl } = delivery.address;
  const { user, password, host, port, database } =
    knex.client.config.connection;
  const { origin, host: gitHost } = new URL(repoUrl);
  const started = await TrialProcess.start(
    require.resolve('./__testUtils__/trialBackend'),
    {
      services: ['shop'],
      postgres: { user, password, host, port, database },
      division: 'schema',
      gitUrl: origin,
      gitAccount: {
        username: 'towpath-portal',
        password: 'towpath-portal-password',
      },
      argoCd: { url, token },
      workDir: folder,
      environment: { 'towpath.dev/provisioning': 'automatic' },
      score: { hooks: [{ host: gitHost, secret: SECRET }] },
    },
  );
  processes.push(started);
  return started;
}

/** Somebody asks for the first time. */
async function adopt(backend: TrialProcess): Promise<void> {
  const { id: plan, digest } = await until(
    'there is a plan',
    () => backend.post('/score/plans', { service: 'shop', environment: 'dev' }),
    ({ id }) => id !== undefined,
  );
  await backend.post('/score/provisions', { plan, digest });
  await until(
    'it was provided',
    () => runs(backend),
    ([first]) => first?.status === 'succeeded',
  );
}

function tell(backend: TrialProcess): Promise<any> {
  const body = {
    ref: 'refs/heads/main',
    repository: { full_name: 'myorg/shop' },
  };
  const { host } = new URL(delivery.address.repoUrl);
  const signature = createHmac('sha256', SECRET)
    .update(JSON.stringify(body))
    .digest('hex');
  return backend.post(`/score/hooks/${encodeURIComponent(host)}`, body, {
    'x-gitea-event': 'push',
    'x-gitea-delivery': randomUUID(),
    'x-gitea-signature': signature,
  });
}

it('a push is provided once by the next one when a process dies after it has answered, and before a run was begun', async () => {
  const first = await startProcess();
  await adopt(first);
  const barrier = await Barrier.beforeRow(knex, {
    table: 'score.followed_files',
    when: `new.outcome = 'begun'`,
  });
  await delivery.writeScore(score('blue'));
  expect(await tell(first)).toEqual({ taken: 'taken' });
  await barrier.isReached();
  await first.kill();
  await barrier.remove();

  const second = await startProcess();
  const all = await until(
    'the push was provided',
    () => runs(second),
    ([newest, ...others]) => others.length > 0 && newest.endedAt,
  );
  expect(all).toMatchObject([
    { requestedBy: 'environment:default/dev', status: 'succeeded' },
    { requestedBy: 'user:default/ada' },
  ]);
  const manifests = await delivery.file(
    'apps/shop/overlays/dev/manifests.yaml',
  );
  expect(manifests).toContain('value: blue');
});
