import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createBackendModule } from '@backstage/backend-plugin-api';
import environmentPlugin from '@towpath/plugin-environment-backend';
import {
  component,
  createTrialBackend,
  environment,
} from '@towpath/plugin-environment-backend/testUtils';
import runsPlugin from '@towpath/plugin-runs-backend';
import { scoreDriversExtensionPoint } from '@towpath/plugin-score-node';
import { until } from '@towpath/test-kit';
import createKnex, { type Knex } from 'knex';
import scorePlugin from '../src';
import { ShelfDriver } from '../src/__testUtils__/ShelfDriver';
import { ShopDelivery } from '../src/__testUtils__/ShopDelivery';
import { scoreText, SHELF } from './shelf';

const PORT = Number(process.env.TOWPATH_BENCH_PORT ?? 17_990);
const SERVICES = 5_000;
const ENVIRONMENTS = ['dev', 'staging', 'prod'];

/** A portal that provides resources, with many services that have some. */
export interface BenchPortal {
  url: string;
  knex: Knex;
  repoUrl: string;
  services: number;
  environments: string[];
  stop(): Promise<void>;
}

/** @param folder - empty; for definitions and clones */
export async function startPortal(folder: string): Promise<BenchPortal> {
  // A line for each request would be among what is measured.
  process.env.LOG_LEVEL = 'error';
  const delivery = await ShopDelivery.start();
  const backend = await startBackend(delivery, folder);
  const knex = createKnex({
    client: 'pg',
    connection: process.env.TOWPATH_BENCH_DATABASE,
    searchPath: ['score'],
  });
  const portal: BenchPortal = {
    url: `http://127.0.0.1:${PORT}/api`,
    knex,
    repoUrl: delivery.address.repoUrl,
    services: SERVICES,
    environments: ENVIRONMENTS,
    async stop() {
      await knex.destroy();
      await backend.stop();
      await delivery.stop();
    },
  };
  await provideShop(portal, delivery);
  await fill(knex);
  return portal;
}

/** The plan of the shop in dev. */
export function planShop(portal: BenchPortal): Promise<any> {
  return send(portal, '/score/plans', { service: 'shop', environment: 'dev' });
}

async function startBackend(delivery: ShopDelivery, folder: string) {
  writeFileSync(join(folder, 'shelf.yaml'), SHELF);
  const { url, token, repoUrl } = delivery.address;
  const gitUrl = new URL(repoUrl).origin;
  const location = `url:${gitUrl}/myorg/shop/src/branch/main/catalog-info.yaml`;
  const backend = createTrialBackend(
    {
      postgres: process.env.TOWPATH_BENCH_DATABASE!,
      division: 'schema',
      gitUrl,
      gitAccount: {
        username: 'towpath-portal',
        password: 'towpath-portal-password',
      },
      argoCd: { url, token },
      workDir: folder,
    },
    {
      port: PORT,
      entities: [
        environment('dev', 'development'),
        component('shop', { 'backstage.io/managed-by-location': location }),
      ],
      config: {
        score: {
          definitions: [folder],
          profile: resolve(__dirname, '../../../platform/profile.yaml'),
          secrets: { keys: [{ id: 'bench', secret: 'k'.repeat(40) }] },
        },
      },
    },
  );
  backend.add(environmentPlugin);
  backend.add(runsPlugin);
  backend.add(scorePlugin);
  backend.add(
    createBackendModule({
      pluginId: 'score',
      moduleId: 'bench-driver',
      register({ registerInit }) {
        registerInit({
          deps: { drivers: scoreDriversExtensionPoint },
          async init({ drivers }) {
            drivers.addDriver(new ShelfDriver());
          },
        });
      },
    }),
  );
  await backend.start();
  return backend;
}

/** The shop has its resources, and asks for others by now. */
async function provideShop(
  portal: BenchPortal,
  delivery: ShopDelivery,
): Promise<void> {
  await delivery.createRepository(scoreText('shop', 1));
  await delivery.createApplication();
  const { id, digest } = await until('the shop can be planned', () =>
    planShop(portal),
  );
  const run = await send(portal, '/score/provisions', { plan: id, digest });
  await until(
    'the shop is provided',
    async () => (await fetch(`${portal.url}/runs/runs/${run.id}`)).json(),
    ({ status }) => status === 'succeeded',
  );
  await delivery.writeScore(scoreText('shop', 2));
}

/** One resource, with two secrets, of each of many services in each environment. */
async function fill(knex: Knex): Promise<void> {
  await knex.raw(
    `insert into resources (id, service, owner, environment, uid, type, class, name, definition, driver, holds_data,
       on_removal, status, request, state, outputs, manifests, updated_at)
     select gen_random_uuid(), 'component:default/service-' || lpad(n::text, 4, '0'), 'group:default/team-' || n % 17,
       environment, 'postgres.default#db', 'postgres', 'default', 'db', 'postgres', 'postgres', true, 'delete',
       'provided', '{"settings":{"server":"shared"},"params":{}}', '{"server":"shared","login":"a"}',
       '{"host":"db.example","port":5432,"name":"db","database":"db"}', '[]', now()
     from generate_series(1, ?) n, unnest(?::text[]) environment`,
    [SERVICES, ENVIRONMENTS],
  );
  await knex.raw(
    `insert into resource_secrets (resource, output, key, sealed)
     select id, output, 'bench', 'x' from resources, unnest(array['username', 'password']) output
     where type = 'postgres'`,
  );
  await knex.raw('analyze');
}

async function send(
  { url }: BenchPortal,
  path: string,
  body: object,
): Promise<any> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (response.ok) return answer;
  throw new Error(JSON.stringify(answer));
}
