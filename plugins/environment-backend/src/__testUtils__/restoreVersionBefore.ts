import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { until } from '@towpath/test-kit';
import type { Knex } from 'knex';
import type { TestDelivery } from './startDelivery';

const DUMP = resolve(__dirname, '../__fixtures__/versionBefore.sql');
const TIME = /\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?(\+00|Z)/g;

/** Environments beside `dev` that the database knows. */
export const PLACES = ['staging', 'load', 'prod'];

/** Ids of the promotions of shop 1.1.0 in the database, by where they go. */
export const PROMOTIONS = {
  /** Ended. */
  staging: '01a22450-611a-7482-aff4-db0f0c3f99c3',
  /** Written, and not yet synced. */
  load: '01a22450-720b-7de4-a3fc-befe2cced9a9',
  /** Waits for an approval. */
  prod: '01a22450-7449-7bff-be99-0f4cf33d2ddb',
};

/** Makes Git, Argo CD and the database as the version before left them a moment ago. */
export async function restoreVersionBefore(
  knex: Knex,
  delivery: TestDelivery,
): Promise<void> {
  for (const name of ['dev', 'staging']) await delivery.createApplication(name);
  for (const name of ['load', 'prod']) {
    await delivery.createApplication(name, { autoSync: false });
  }
  for (const name of ['dev', ...PLACES]) await untilDeployed(delivery, name);
  const seed = await headOf(delivery);
  await delivery.run('1.1.0');
  const build = await headOf(delivery);
  const staging = await promote(delivery, 'staging', 'Sale');
  await untilDeployed(delivery, 'staging', '1.1.0');
  const load = await promote(delivery, 'load', 'Measure it');

  const { argocd, integrations } = delivery.config;
  const git = integrations.gitea[0].baseUrl;
  const values: Record<string, string> = {
    git,
    argocd: argocd.instances[0].url,
    'commit:seed': seed,
    'commit:build': build,
    'commit:staging': staging,
    'commit:load': load,
    'digest:staging': digestOf(git, 'dev', 'staging'),
    'digest:load': digestOf(git, 'dev', 'load'),
    'digest:prod': digestOf(git, 'staging', 'prod'),
  };
  const dump = readFileSync(DUMP, 'utf8').replace(
    /\{\{(.+?)\}\}/g,
    (_, name) => values[name],
  );
  await knex.raw(moveToNow(dump));
}

/** Time has not passed: no lease, wait or deadline is another than at the stop. */
function moveToNow(dump: string): string {
  const stopped = Math.max(
    ...[...dump.matchAll(/"outageSince": "(.+?)"/g)].map(([, at]) =>
      Date.parse(at),
    ),
  );
  const by = Date.now() - stopped;
  return dump.replace(TIME, at => new Date(Date.parse(at) + by).toISOString());
}

/** The commit that the version before made. @returns its id */
async function promote(
  delivery: TestDelivery,
  to: 'staging' | 'load',
  reason: string,
): Promise<string> {
  const text = await delivery.overlay(to);
  await delivery.write(
    `apps/shop/overlays/${to}/kustomization.yaml`,
    text.replace('newTag: 1.0.0', 'newTag: 1.1.0'),
    [
      `Promote shop 1.1.0 to ${to}`,
      '',
      reason,
      '',
      `Towpath-Promotion: ${PROMOTIONS[to]}`,
      'Towpath-Service: component:default/shop',
      'Towpath-From: dev',
      `Towpath-To: ${to}`,
      'Towpath-Version: 1.1.0',
      'Requested-By: user:default/ada',
      '',
    ].join('\n'),
  );
  return headOf(delivery);
}

async function headOf(delivery: TestDelivery): Promise<string> {
  const [{ sha }] = await delivery.git('GET', '/commits?limit=1');
  return sha;
}

async function untilDeployed(
  delivery: TestDelivery,
  environment: string,
  version = '1.0.0',
): Promise<void> {
  const name = `shop-${environment}`;
  await until(
    `${version} is healthy in ${environment}`,
    async () => (await delivery.argocd('GET', `/applications/${name}`)).status,
    ({ health, operationState, summary, sync }) =>
      health?.status === 'Healthy' &&
      operationState?.phase === 'Succeeded' &&
      sync?.status === 'Synced' &&
      // A CronJob shows no image of its own.
      (environment === 'dev' ||
        summary.images.includes(`registry.example/shop:${version}`)),
  );
}

/** What the version before had people agree to; the address of the Git host is in it. */
function digestOf(git: string, from: string, to: string): string {
  const agreed = `{"current":"1.0.0","edits":[{"after":"1.1.0","before":"1.0.0","file":"apps/shop/overlays/${to}/kustomization.yaml","path":"images[registry.example/shop]","repository":"${git}/myorg/gitops"}],"from":"${from}","to":"${to}","version":"1.1.0","what":"component:default/shop"}`;
  return createHash('sha256').update(agreed).digest('hex');
}
