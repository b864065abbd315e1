import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { ArgoCdDouble } from '@towpath/argocd/testUtils';
import type { Knex } from 'knex';
import {
  application,
  component,
  statusOf,
  THREE_ENVIRONMENTS,
} from './__testUtils__/entities';
import {
  TestPortal,
  until,
  type PortalOptions,
} from './__testUtils__/startPortal';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let knex: Knex;
let argocd: ArgoCdDouble;
const started: TestPortal[] = [];

beforeEach(async () => {
  knex = await databases.init('POSTGRES_18');
  argocd = await ArgoCdDouble.start();
});

afterEach(async () => {
  for (const portal of started.splice(0)) await portal.stop();
  await argocd.stop();
});

async function startPortal(
  components: Entity[],
  options: Partial<PortalOptions> = {},
): Promise<TestPortal> {
  const portal = await TestPortal.start({
    knex,
    entities: [...THREE_ENVIRONMENTS, ...components],
    instances: [argocd.config],
    ...options,
  });
  started.push(portal);
  return portal;
}

it('tells what runs where, in promotion order, and what there is to promote', async () => {
  argocd.applications.put(
    application('shop', 'dev', statusOf('registry.example/shop:1.2.0')),
  );
  argocd.applications.put(
    application('shop', 'staging', statusOf('registry.example/shop:1.1.0')),
  );
  const portal = await startPortal([component('shop')]);
  await until(
    async () => (await portal.deployment('shop', 'staging'))?.version,
  );

  const { body } = await portal.get('/services');
    JSON.stringify((await portal.get('/environments')).body, null, 1),
  );
    JSON.stringify(
      (await portal.get('/services/component/default/shop/history')).body,
      null,
      1,
    ),
  );
    JSON.stringify(portal.signals),
    JSON.stringify(portal.logger.warn.mock.calls),
  );
});
