import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { JsonObject } from '@backstage/types';
import {
  checkParams,
  checkProvided,
  fillSettings,
  readDefinitions,
  type ResourceContext,
} from '@towpath/resource-definitions';
import { call, requestWith } from './__testUtils__/asking';
import { KubernetesDriver } from './drivers/KubernetesDriver';

const FOLDER = path.resolve(__dirname, '../../../docs/examples/resources');

const driver = new KubernetesDriver();

/** As the plugin does it: the definition is read, params are checked, settings filled in, the driver asked. */
async function provide(file: string, type: string, given: JsonObject) {
  const text = await readFile(path.join(FOLDER, file), 'utf8');
  const { definitions, problems } = readDefinitions([{ file, text }]);
  expect(problems).toEqual([]);
  const [definition] = definitions;
  expect(driver.checkSettings(definition.settings as JsonObject)).toEqual([]);
  const { params, problems: wrong } = checkParams(definition, given, given);
  expect(wrong).toEqual([]);
  const context = contextOf(type, params ?? {});
  const { settings } = fillSettings(definition, context);
  const provided = await driver.apply(
    requestWith(settings as JsonObject),
    call,
  );
  expect(checkProvided(definition, provided)).toEqual([]);
  return provided;
}

function contextOf(
  type: string,
  params: Record<string, unknown>,
): ResourceContext {
  return {
    resource: {
      uid: `${type}.x#orders.it`,
      type,
      class: 'x',
      id: 'orders.it',
      name: 'it',
      annotations: {},
      slug: 'orders-it',
      secretName: 'orders-it-secrets',
    },
    params,
    service: { ref: 'component:default/orders', name: 'orders' },
    environment: { name: 'prod', tier: 'production', annotations: {} },
  };
}

it('renders a claim of Crossplane, which refers to a secret that Git never holds', async () => {
  const { manifests, outputs, secrets } = await provide(
    'crossplane-postgres.yaml',
    'postgres',
    { storage: 20 },
  );
  expect(manifests).toEqual([
    {
      apiVersion: 'database.example.org/v1alpha1',
      kind: 'PostgreSQLInstance',
      metadata: {
        name: 'orders-it',
        labels: { 'example.org/environment': 'prod' },
      },
      spec: {
        parameters: {
          storageGB: 20,
          databaseName: 'app',
          username: 'app',
          passwordSecretRef: { name: 'orders-it-secrets', key: 'password' },
        },
        compositionSelector: { matchLabels: { tier: 'production' } },
      },
    },
  ]);
  expect(outputs).toMatchObject({ host: 'orders-it', port: 5432 });
  expect(JSON.stringify(manifests)).not.toContain(secrets?.password);
});

it('renders a request to a promise of Kratix', async () => {
  const { manifests, outputs } = await provide(
    'kratix-redis.yaml',
    'redis',
    {},
  );
  expect(manifests).toEqual([
    {
      apiVersion: 'marketplace.kratix.io/v1alpha1',
      kind: 'redis',
      metadata: { name: 'orders-it' },
      spec: { size: 'small' },
    },
  ]);
  expect(outputs).toEqual({ host: 'rfr-orders-it', port: 6379 });
});
