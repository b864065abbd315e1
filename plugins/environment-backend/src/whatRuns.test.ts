import { TestDatabases } from '@backstage/backend-test-utils';
import type { Deployment, Promotion } from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';
import { component, environment } from './__testUtils__/entities';
import { PromotionTestPlatform } from './__testUtils__/PromotionTestPlatform';
import { TestDelivery } from './__testUtils__/startDelivery';
import { until } from './__testUtils__/startPortal';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

/** Each test has an environment of its own; the last promotes from the first. */
const SOURCES: Record<string, string> = {
  asleep: 'dev',
  tired: 'dev',
  beside: 'dev',
  next: 'asleep',
  after: 'beside',
};
const ASLEEP = 'replicas: [{ name: shop, count: 0 }]\n';
const NIGHTLY = JSON.stringify({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'nightly' },
  spec: {
    suspend: true,
    schedule: '0 3 * * *',
    jobTemplate: podOf('registry.example/tool:1'),
  },
});
const REPORT = JSON.stringify({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: 'report',
    annotations: { 'sandbox.towpath.dev/fail': 'disk is full' },
  },
  spec: podOf('registry.example/report:1').spec,
});

function podOf(image: string) {
  const spec = { containers: [{ name: 'main', image }] };
  return { spec: { template: { spec } } };
}

let knex: Knex;
let delivery: TestDelivery;
let platform: PromotionTestPlatform;

beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  delivery = await TestDelivery.start(Object.keys(SOURCES));
  await delivery.createApplication('dev');
  await delivery.run('1.1.0');
  platform = await PromotionTestPlatform.start({
    knex,
    delivery,
    entities: [
      component('shop', {}, { owner: 'group:default/team-a' }),
      environment('dev', 'development'),
      ...Object.entries(SOURCES).map(([name, from]) =>
        environment(name, 'staging', from),
      ),
    ],
  });
  await platform.waitForVersion('1.1.0', 'dev');
});

afterAll(async () => {
  await platform?.stop();
  await delivery?.stop();
});

/** Adds resources, and lines, to the overlay of an environment. */
async function extend(name: string, more: string, files: object = {}) {
  const folder = `apps/shop/overlays/${name}`;
  for (const [file, text] of Object.entries(files)) {
    await delivery.write(`${folder}/${file}`, text);
  }
  const names = ['base', ...Object.keys(files)].join(', ');
  const text = (await delivery.overlay(name)).replace('base]', `${names}]`);
  await delivery.write(`${folder}/kustomization.yaml`, `${text}${more}`);
}

async function promote(from: string, to: string, version?: string) {
  const request = { service: 'shop', from, to, version };
  const { body, status } = await platform
    .as('ada')
    .post('/promotions', request);
  expect({ status, body }).toMatchObject({ status: 201 });
  return toEnd(body.promotionId);
}

/** What the board says follows Argo CD, so that it may come a moment after the end of a run. */
const isBack = () => platform.waitForVersion('1.0.0', 'beside');

function toEnd(id: string): Promise<Promotion> {
  return platform.waitFor(id, one => Boolean(one.endedAt));
}

async function deployedIn(name: string): Promise<Deployment> {
  const { body } = await platform
    .as('ada')
    .get('/services/component/default/shop');
  return body.deployments.find((one: Deployment) => one.environment === name);
}

async function summaryOf(name: string) {
  const path = `/applications/shop-${name}?refresh=normal`;
  return (await delivery.argocd('GET', path)).status.summary;
}

it('brings a version to where no pod runs, says it is there, and brings it on from there', async () => {
  await extend('asleep', ASLEEP);
  await delivery.createApplication('asleep');
  await delivery.createApplication('next');
  await platform.waitForVersion('1.0.0', 'asleep');
  await platform.waitForVersion('1.0.0', 'next');

  expect((await promote('dev', 'asleep')).status).toBe('succeeded');

  await platform.waitForVersion('1.1.0', 'asleep');
  expect(await summaryOf('asleep')).toEqual({});
  expect(await deployedIn('next')).toMatchObject({ promotable: true });
  expect(await promote('asleep', 'next')).toMatchObject({
    status: 'succeeded',
    version: '1.1.0',
  });
});

it('knows the version of an environment that falls asleep as before, since the same time', async () => {
  await delivery.createApplication('tired');
  await platform.waitForVersion('1.0.0', 'tired');
  const awake = await deployedIn('tired');

  await extend('tired', ASLEEP);
  await until(async () => {
    const { revision } = await deployedIn('tired');
    return revision !== awake.revision;
  });
  await until(async () => Object.keys(await summaryOf('tired')).length === 0);
  await until(async () => {
    const row = await knex('applications')
      .where({ name: 'shop-tired' })
      .first();
    return row.facts.images.length === 0;
  });

  const { version, image, deployedAt, problem } = awake;
  expect(await deployedIn('tired')).toMatchObject({
    version,
    image,
    deployedAt,
  });
  expect(problem).toBeUndefined();
  const path = '/services/component/default/shop/history?environment=tired';
  expect((await platform.as('ada').get(path)).body.items).toHaveLength(1);
});

it('does not count against a version what was suspended or degraded beside it before, and says so', async () => {
  await extend('beside', '', {
    'nightly.yaml': NIGHTLY,
    'report.yaml': REPORT,
  });
  await delivery.createApplication('beside');
  await delivery.createApplication('after');
  await platform.waitForVersion('1.0.0', 'beside');
  await platform.waitForVersion('1.0.0', 'after');

  const good = await promote('dev', 'beside');
  expect(good).toMatchObject({
    status: 'succeeded',
    notCounted: expect.arrayContaining([
      'CronJob nightly was Suspended before and does not count',
      'Deployment report was Degraded before and does not count (disk is full)',
    ]),
  });
  await platform.waitForVersion('1.1.0', 'beside');
  expect((await deployedIn('beside')).beside).toEqual(
    expect.arrayContaining([
      'CronJob nightly: Suspended',
      'Deployment report: Degraded (disk is full)',
    ]),
  );
  const on = await promote('beside', 'after');
  expect(on.status).toBe('succeeded');
  expect(on.gates?.find(({ type }) => type === 'healthy')?.message).toContain(
    'Not counted: ',
  );

  const { body } = await platform
    .as('ada')
    .post(`/promotions/${good.id}/rollback`, { reason: 'Too early' });
  expect((await toEnd(body.promotionId)).status).toBe('succeeded');
});

it('takes a broken version back beside them all the same, at once', async () => {
  await delivery.run('1.2.0-broken');
  await platform.waitForVersion('1.2.0-broken', 'dev');

  const bad = await promote('dev', 'beside');

  expect(bad.status).toBe('rolled-back');
  expect(bad.outcome).toMatch(/exceeded its progress deadline/);
  expect(bad.outcome).not.toMatch(/nightly|report/);
  await isBack();
});

describe('a version that was taken back', () => {
  const version = '1.2.0-broken';
  const ask = (more: object = {}) =>
    platform.as('ada').post('/promotions', {
      service: 'shop',
      from: 'dev',
      to: 'beside',
      ...more,
    });

  it('is offered by no arrow, and a gate says when, by whom and why', async () => {
    expect(await deployedIn('beside')).toMatchObject({
      promotable: false,
      setback: {
        version,
        what: 'rolled-back',
        reason: expect.stringContaining('exceeded its progress deadline'),
      },
    });
    const { body } = await platform
      .as('ada')
      .get('/compare?service=shop&from=dev&to=beside');
    expect(body.verdict).toBe('deny');
    expect(body.gates).toContainEqual(
      expect.objectContaining({
        type: 'setback',
        state: 'closed',
        override: 'overrideSetback',
        message: expect.stringMatching(
          /^1\.2\.0-broken was rolled back here at \d\d:\d\d UTC by itself, because: .*exceeded its progress deadline/,
        ),
      }),
    );
  });

  it('is refused without the explicit word, and the word without a reason', async () => {
    const refused = await ask({ reason: 'Once more' });
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toContain('overrideSetback');
    const mute = await ask({ overrideSetback: true, reason: ' \n' });
    expect([mute.status, mute.body.error.message]).toEqual([
      400,
      expect.stringContaining('reason is empty'),
    ]);
  });

  it('comes again by the word of a person, and what it then does counts anew', async () => {
    const reason = 'The disk was mended';
    const { body, status } = await ask({ overrideSetback: true, reason });
    expect(status).toBe(201);
    expect(await toEnd(body.promotionId)).toMatchObject({
      status: 'rolled-back',
      reason,
    });
    await isBack();
    const there = await deployedIn('beside');
    expect(there.setback?.promotionId).toBe(body.promotionId);
  });

  it('does not keep a newer one away, and a version taken back by a person says by whom', async () => {
    await delivery.run('1.3.0');
    await platform.waitForVersion('1.3.0', 'dev');
    expect(await deployedIn('beside')).toMatchObject({ promotable: true });
    const { id, status } = await promote('dev', 'beside');
    expect(status).toBe('succeeded');

    const { body } = await platform
      .as('ada')
      .post(`/promotions/${id}/rollback`, { reason: 'Wrong prices' });
    expect((await toEnd(body.promotionId)).status).toBe('succeeded');

    await isBack();
    expect((await deployedIn('beside')).setback).toMatchObject({
      version: '1.3.0',
      by: 'user:default/ada',
      reason: 'Wrong prices',
    });
    const again = { overrideSetback: true, reason: 'They were right' };
    const asked = await ask(again);
    expect((await toEnd(asked.body.promotionId)).status).toBe('succeeded');
    expect((await deployedIn('beside')).setback).toBeUndefined();
  });
});
