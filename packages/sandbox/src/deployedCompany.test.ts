import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { startArgoCd } from '@towpath/sandbox-argocd';
import { createCall, TOKEN } from '@towpath/sandbox-argocd/testing';
import { startTestHost } from '@towpath/sandbox-git-host/testing';
import { loadPeople } from './sign-in/index.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const COMPANY = path.join(ROOT, 'packages/sandbox/company');

/** The sample company on a Git host, and an Argo CD that reads it. */
async function startCompany(t: TestContext) {
  const accounts = loadPeople(path.join(ROOT, 'platform/org')).map(person => ({
    ...person,
    password: 'towpath',
  }));
  const clock = () => new Date('2026-03-10T12:00:00Z');
  const host = await startTestHost(t, { seedDir: COMPANY, accounts, clock });
  const start = async () => {
    const argo = await startArgoCd({
      port: 0,
      dataDir: host.dataDir,
      portalUrl: 'http://localhost:7007',
      gitUrl: host.url,
      seedRepository: 'gitops',
      accounts,
      token: { value: TOKEN, account: 'towpath' },
      clusters: ['dev', 'staging', 'prod'].map(name => ({
        name,
        server: `https://${name}.example`,
      })),
      clock,
      log: { info() {}, warn() {}, error: m => process.stderr.write(`${m}\n`) },
      interval: 0,
    });
    t.after(() => argo.close());
    return { ...argo, call: createCall(argo.url) };
  };
  return { start };
}

test('the company is deployed: every service three times, some of it in trouble', async t => {
  const { start } = await startCompany(t);
  const { call } = await start();
  const { body } = await call('GET', '/applications');
  const services = readdirSync(path.join(COMPANY, 'repositories')).filter(
    name => existsSync(path.join(COMPANY, 'repositories', name, 'score.yaml')),
  );
  const names = body.items.map(
    (one: { metadata: { name: string } }) => one.metadata.name,
  );
  const expected = services.flatMap(name =>
    ['dev', 'prod', 'staging'].map(environment => `${name}-${environment}`),
  );
  assert.deepEqual(names, expected.sort());
  const troubled = [];
  for (const { metadata, spec, status } of body.items) {
    const { name, labels } = metadata;
    assert.equal(status.conditions, undefined, name);
    assert.equal(spec.destination.namespace, labels['towpath.dev/service']);
    assert.equal(
      name,
      `${labels['towpath.dev/service']}-${labels['towpath.dev/environment']}`,
    );
    assert.ok(status.history.length >= 1, name);
    const state = [status.sync.status, status.health.status].join(' ');
    if (state !== 'Synced Healthy') troubled.push([name, state]);
  }
  assert.deepEqual(troubled, [
    ['notification-service-staging', 'Synced Progressing'],
    ['order-service-prod', 'OutOfSync Healthy'],
    ['search-service-dev', 'Synced Degraded'],
  ]);
});

test('an application that was removed stays removed at the next start', async t => {
  const { start } = await startCompany(t);
  const first = await start();
  await first.call('DELETE', '/applications/promo-service-dev?cascade=false');
  const before = await first.call('GET', '/applications');
  await first.close();
  const second = await start();
  const after = await second.call('GET', '/applications');
  assert.equal(after.body.items.length, before.body.items.length);
  assert.equal(
    (await second.call('GET', '/applications/promo-service-dev')).status,
    403,
  );
});
