import { TestDatabases } from '@backstage/backend-test-utils';
import type { Promotion } from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';
import { component, environment } from './__testUtils__/entities';
import { PromotionTestPlatform } from './__testUtils__/PromotionTestPlatform';
import { TestDelivery } from './__testUtils__/startDelivery';
import { until } from './__testUtils__/startPortal';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const PLACES = [
  'waves',
  'unpruned',
  'manual',
  'windowed',
  'drifting',
  'tuned',
  'several',
  'patient',
  'reviewed',
  'eu',
  'eu-value',
  'eu-parameter',
  'fresh',
  'moved',
  'mended',
  'late',
  'behind',
  'forgotten',
];
const DELIVERY: Record<string, object> = {
  tuned: { strategy: 'argocd-parameter' },
  several: { source: 1 },
  reviewed: { mode: 'pull-request' },
  late: { mode: 'pull-request' },
  'eu-value': {
    strategy: 'yaml-path',
    file: 'apps/shop/overlays/eu-value/kustomization.yaml',
    path: 'images[0].newTag',
  },
  'eu-parameter': { strategy: 'argocd-parameter' },
};
const NO_RETRY = { automated: { prune: true }, retry: { limit: 0 } };
const ELEVEN_MINUTES = 11 * 60_000;
const HOUR = 60 * 60_000;

let knex: Knex;
let delivery: TestDelivery;
let platform: PromotionTestPlatform;

// One platform for all: each test has an environment of its own.
beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  delivery = await TestDelivery.start(PLACES);
  await delivery.createApplication('dev');
  await delivery.run('1.1.0');
  platform = await PromotionTestPlatform.start({
    knex,
    delivery,
    entities: [
      component('shop', {}, { owner: 'group:default/team-a' }),
      environment('dev', 'development'),
      ...PLACES.map(name =>
        environment(name, 'staging', 'dev', {
          delivery: DELIVERY[name],
          promotion: { rollbackOnFailure: name !== 'mended' },
        }),
      ),
    ],
  });
  await platform.waitForVersion('1.1.0', 'dev');
});

afterAll(async () => {
  await platform?.stop();
  await delivery?.stop();
});

async function promote(
  to: string,
  version = '1.1.0',
  more: object = {},
): Promise<string> {
  const request = { service: 'shop', from: 'dev', to, version, ...more };
  const { body, status } = await platform
    .as('ada')
    .post('/promotions', request);
  expect({ status, body }).toMatchObject({ status: 201 });
  return body.promotionId;
}

const toEnd = (id: string) => platform.waitFor(id, one => Boolean(one.endedAt));

const waitsFor = (words: RegExp) => (one: Promotion) =>
  words.test(one.waitingFor ?? '');

const wholeApplication = (name: string) =>
  delivery.argocd('GET', `/applications/shop-${name}?refresh=normal`);

/** Adds a file to the overlay of an environment, or takes it out of it. */
async function include(name: string, file: string, text: string) {
  const folder = `apps/shop/overlays/${name}`;
  await delivery.write(`${folder}/${file}`, text);
  const overlay = await delivery.overlay(name);
  const whole = overlay.replace('base]', `base, ${file}]`);
  await delivery.write(`${folder}/kustomization.yaml`, whole);
}

const configMap = (annotations: object) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', annotations },
  });

it('takes back a version whose sync never ends, and ends that sync', async () => {
  const wave = { 'argocd.argoproj.io/sync-wave': '-1' };
  await include('waves', 'settings.yaml', configMap(wave));
  await delivery.createApplication('waves');
  await platform.waitForVersion('1.0.0', 'waves');
  await delivery.run('1.2.0-stuck');
  await platform.waitForVersion('1.2.0-stuck', 'dev');

  const id = await promote('waves', '1.2.0-stuck');
  await platform.waitFor(
    id,
    waitsFor(/The sync runs: waiting for healthy state/),
  );
  platform.clock.advance(ELEVEN_MINUTES);

  const ended = await toEnd(id);
  expect(ended.status).toBe('rolled-back');
  expect(ended.outcome).toMatch(/Not deployed after 10 min.*Deployment\/shop/);
  await platform.waitForVersion('1.0.0', 'waves');
});

it('is content with its own sync where Argo CD leaves something as it is, and syncs once', async () => {
  for (const name of ['unpruned', 'manual']) {
    await include(name, 'settings.yaml', configMap({}));
    const autoSync = name === 'unpruned' && { automated: {} };
    await delivery.createApplication(name, { autoSync });
    await platform.waitForVersion('1.0.0', name);
    const overlay = await delivery.overlay(name);
    await delivery.write(
      `apps/shop/overlays/${name}/kustomization.yaml`,
      overlay.replace(', settings.yaml', ''),
    );

    const id = await promote(name);
    const ended = await toEnd(id);

    expect(ended.status).toBe('succeeded');
    const { status } = await wholeApplication(name);
    expect(status.sync.status).toBe('OutOfSync');
    const { body } = await platform.as('ada').get(`/promotions/${id}/log`);
    const begun = body.lines.filter((line: { message: string }) =>
      line.message.startsWith('Began the sync'),
    );
    expect(begun).toHaveLength(autoSync ? 0 : 1);
  }
});

it('leaves a healthy version where self-heal never comes to an end', async () => {
  const autoSync = { automated: { selfHeal: true } };
  await delivery.createApplication('drifting', { autoSync });
  await platform.waitForVersion('1.0.0', 'drifting');
  const application = '/applications/shop-drifting';
  const service = `${application}/resource?kind=Service&version=v1&namespace=shop-drifting&resourceName=shop`;
  let ended = false;
  const id = await promote('drifting');
  const ending = toEnd(id).finally(() => {
    ended = true;
  });

  // Somebody sets the port again as soon as it is put right.
  for (let port = 8000; !ended; port += 1) {
    const { status } = await delivery.argocd('GET', application);
    if (status.sync.status === 'Synced') {
      await delivery.argocd('POST', service, { spec: { ports: [{ port }] } });
    }
  }

  expect(await ending).toMatchObject({ status: 'succeeded' });
  const { status } = await delivery.argocd('GET', application);
  const { sync } = status.operationState.operation;
  expect(sync.autoHealAttemptsCount).toBeGreaterThan(0);
});

it('waits for a sync window as long as it is closed, and fails with a sync that fails at a newer commit', async () => {
  await delivery.createApplication('windowed', { autoSync: NO_RETRY });
  await platform.waitForVersion('1.0.0', 'windowed');
  await closeWindow('windowed');

  const id = await promote('windowed');
  await platform.waitFor(id, waitsFor(/sync window .* is closed/));
  await lookLater(id, ELEVEN_MINUTES);
  const fail = { 'sandbox.towpath.dev/sync-fail': 'quota exceeded' };
  await include('windowed', 'settings.yaml', configMap(fail));
  await until(async () => {
    const path = '/applications/shop-windowed';
    const { status } = await delivery.argocd('GET', path);
    return status.resources.some(({ name }: any) => name === 'settings');
  });
  await openWindow();

  const ended = await toEnd(id);
  expect(ended.status).toBe('failed');
  expect(ended.outcome).toMatch(/ended as Failed.*quota exceeded/);
  expect(await delivery.overlay('windowed')).toContain('1.0.0');
});

/** Puts the time forward, and waits until the run has looked and waits again. */
async function lookLater(id: string, ms: number) {
  platform.clock.advance(ms);
  await until(async () => {
    const run = await knex('workflow_runs').where({ id }).first('wake_at');
    return run.wake_at?.getTime() > platform.clock.now();
  });
}

function closeWindow(name: string): Promise<void> {
  const applications = [`shop-${name}`];
  return setWindows([
    { kind: 'deny', schedule: '* * * * *', duration: '1h', applications },
  ]);
}

function openWindow(): Promise<void> {
  return setWindows([]);
}

async function setWindows(syncWindows: object[]) {
  const path = '/projects/default';
  const project = await delivery.argocd('GET', path);
  project.spec.syncWindows = syncWindows;
  await delivery.argocd('PUT', path, { project });
}

it('does not take the failed sync of somebody else for its own where there is no commit', async () => {
  await delivery.createApplication('tuned', { autoSync: false });
  await platform.waitForVersion('1.0.0', 'tuned');
  const path = '/applications/shop-tuned/sync';
  await delivery.argocd('POST', path, { revision: '0'.repeat(40) });
  await until(async () => {
    const { status } = await wholeApplication('tuned');
    return status.operationState.phase === 'Error';
  });

  const ended = await toEnd(await promote('tuned'));

  expect(ended.status).toBe('succeeded');
});

it('looks at the source that it writes to, and at no other of an application with several', async () => {
  await delivery.createSource(['Begin']);
  await delivery.gitHost('POST', '/repos/myorg/shop/contents/config/map.yaml', {
    content: Buffer.from(configMap({})).toString('base64'),
    message: 'Settings',
  });
  const { spec } = await wholeApplication('dev');
  const folder = 'apps/shop/overlays/several';
  const sources = [
    { repoURL: delivery.sourceUrl, path: 'config', targetRevision: 'main' },
    { ...spec.source, path: folder },
  ];
  await delivery.createApplication('several', {
    spec: { source: undefined, sources },
  });
  await platform.waitForVersion('1.0.0', 'several');

  // Argo CD then deploys a newer commit, so that the revisions have to be looked into.
  const id = await delivery.goDownAtPush('/applications/shop-several', () =>
    promote('several'),
  );
  await until(async () =>
    (await delivery.messages()).some(message => message.includes(id)),
  );
  await delivery.write(`${folder}/notes.txt`, 'Nothing that is deployed');
  delivery.comeBack();
  const ended = await toEnd(id);

  expect(ended.status).toBe('succeeded');
  await platform.waitForVersion('1.1.0', 'several');
  expect(await rollBack(id)).toMatchObject({ status: 'succeeded' });
  await platform.waitForVersion('1.0.0', 'several');
});

it('begins a sync that failed anew when it is tried again', async () => {
  const folder = 'apps/shop/overlays/mended';
  await delivery.createApplication('mended', { autoSync: false });
  await platform.waitForVersion('1.0.0', 'mended');
  const fail = { 'sandbox.towpath.dev/sync-fail': 'quota exceeded' };
  await include('mended', 'settings.yaml', configMap(fail));
  const id = await promote('mended');
  const failed = await toEnd(id);
  expect(failed.status).toBe('failed');
  expect(failed.outcome).toMatch(/ended as Failed.*quota exceeded/);

  await delivery.write(`${folder}/settings.yaml`, configMap({}));
  const again = await platform.as('ada').post(`/promotions/${id}/retry`);
  expect(again.status).toBe(200);

  expect(await toEnd(id)).toMatchObject({ status: 'succeeded' });
  await platform.waitForVersion('1.1.0', 'mended');
});

it('does not take what is behind Argo CD and does not answer for a no, neither to a sync nor in what came of one', async () => {
  const away =
    'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 10.0.0.7:8081: connect: connection refused"';
  const folder = 'apps/shop/overlays/behind';
  await delivery.createApplication('behind', { autoSync: false });
  await platform.waitForVersion('1.0.0', 'behind');
  const fail = { 'sandbox.towpath.dev/sync-fail': away };
  await include('behind', 'settings.yaml', configMap(fail));
  const message = `error resolving repo revision: ${away}`;
  delivery.goDown('/shop-behind/sync', { status: 400, code: 9, message });
  const id = await promote('behind');
  await platform.waitFor(id, waitsFor(/could not sync .*code = Unavailable/));

  const denied = { status: 403, code: 7, message: 'permission denied' };
  delivery.goDown('/applications/shop-behind', denied);
  await lookLater(id, 10_000);
  await platform.waitFor(id, waitsFor(/cannot reach its Kubernetes/));
  delivery.comeBack();
  await lookLater(id, 10_000);
  await platform.waitFor(id, waitsFor(/ended as Failed: .*code = Unavailable/));
  await delivery.write(`${folder}/settings.yaml`, configMap({}));

  expect(await toEnd(id)).toMatchObject({ status: 'succeeded' });
  await platform.waitForVersion('1.1.0', 'behind');
});

it('outlasts an outage after a long wait, and does not count it against the limit', async () => {
  await delivery.createApplication('patient', { autoSync: false });
  await platform.waitForVersion('1.0.0', 'patient');
  await closeWindow('patient');
  const id = await promote('patient');
  await platform.waitFor(id, waitsFor(/sync window .* is closed/));

  await lookLater(id, 2 * HOUR);
  delivery.goDown('/applications/shop-patient');
  await platform.waitFor(id, waitsFor(/^Argo CD "main" could not read/));
  await openWindow();
  await lookLater(id, HOUR / 2);
  delivery.comeBack();

  expect((await toEnd(id)).status).toBe('succeeded');
});

it('does not hold against a version what was suspended before it, where Argo CD has forgotten what was', async () => {
  const paused = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'nightly' },
    spec: { schedule: '0 * * * *', suspend: true },
  };
  await include('forgotten', 'settings.yaml', JSON.stringify(paused));
  await delivery.createApplication('forgotten');
  await platform.waitForVersion('1.0.0', 'forgotten');

  delivery.loseTrees();
  const id = await promote('forgotten');
  await platform.waitFor(id, waitsFor(/the cache with its resources is lost/));
  // What changes is written into it again.
  delivery.findTrees();
  platform.clock.advance(10_000);
  const ended = await toEnd(id);

  expect(ended.status).toBe('succeeded');
});

it('closes the pull request of what fails before the merge, so that nobody merges it later', async () => {
  await delivery.createApplication('reviewed');
  await platform.waitForVersion('1.0.0', 'reviewed');
  const id = await promote('reviewed');
  await platform.waitFor(id, waitsFor(/waits to be merged/));

  delivery.hidePullRequests();
  await platform.waitFor(id, waitsFor(/answered 503/));
  platform.clock.advance(HOUR + 1);
  const ended = await toEnd(id);

  expect(ended.status).toBe('failed');
  expect(ended.outcome).toMatch(/^Given up after 60 min/);
  expect(ended.pullRequest?.state).toBe('closed');
  expect(ended.can.retry.allowed).toBe(false);
  delivery.showPullRequests();
  platform.clock.advance(HOUR);
  const { number } = ended.pullRequest!;
  await until(async () => {
    await platform.runTasks();
    return (await delivery.git('GET', `/pulls/${number}`)).state === 'closed';
  });
});

it('knows of the merge that nobody has seen yet when it is cancelled', async () => {
  await delivery.createApplication('late');
  await platform.waitForVersion('1.0.0', 'late');
  const id = await promote('late');
  const waiting = await platform.waitFor(id, waitsFor(/waits to be merged/));
  const { number } = waiting.pullRequest!;
  await delivery.git('POST', `/pulls/${number}/merge`, { Do: 'merge' });
  await platform.as('ada').post(`/promotions/${id}/cancel`, {});

  const ended = await toEnd(id);
  expect(ended).toMatchObject({
    status: 'cancelled',
    pullRequest: { state: 'merged' },
    can: { rollback: { allowed: true } },
  });
  await platform.waitForVersion('1.1.0', 'late');
});

it.each(['eu', 'eu-value', 'eu-parameter'])(
  'brings a version to an environment with a registry of its own: %s',
  async name => {
    await delivery.write(
      `apps/shop/overlays/${name}/kustomization.yaml`,
      await fromEu(name),
    );
    await delivery.createApplication(name);
    await platform.waitForVersion('1.0.0', name);

    const ended = await toEnd(await promote(name));

    expect(ended.status).toBe('succeeded');
    const { status } = await wholeApplication(name);
    expect(status.summary.images).toEqual(['eu.example/shop:1.1.0']);
  },
);

/** An overlay that takes the image from another registry; without `images` where the application has them. */
async function fromEu(name: string): Promise<string> {
  const overlay = await delivery.overlay(name);
  if (name !== 'eu-parameter') {
    return overlay.replace('newTag', 'newName: eu.example/shop, newTag');
  }
  const image = 'eu.example/shop:1.0.0';
  const patch = [
    {
      op: 'replace',
      path: '/spec/template/spec/containers/0/image',
      value: image,
    },
  ];
  return JSON.stringify({
    resources: ['../../base'],
    patches: [{ target: { kind: 'Deployment' }, patch: JSON.stringify(patch) }],
  });
}

it('refuses to write for one registry where another is named and nothing runs yet', async () => {
  const folder = 'apps/shop/overlays/fresh';
  await delivery.write(`${folder}/kustomization.yaml`, await fromEu('fresh'));
  const { spec } = await wholeApplication('dev');
  await delivery.argocd('POST', '/applications', {
    metadata: {
      name: 'shop-fresh',
      labels: {
        'towpath.dev/service': 'shop',
        'towpath.dev/environment': 'fresh',
      },
    },
    spec: { ...spec, source: { ...spec.source, path: folder }, syncPolicy: {} },
  });
  const compare = () =>
    platform.as('ada').get('/compare?service=shop&from=dev&to=fresh');
  const refused = await until(async () => {
    const { body } = await compare();
    return body.error?.name === 'InputError' && body;
  });
  expect(refused.error.message).toContain(
    'names eu.example/shop, and the version comes as registry.example/shop',
  );
});

it('rolls back what is deployed under another name by now, and writes nothing once nothing deploys it', async () => {
  await delivery.createApplication('moved');
  await platform.waitForVersion('1.0.0', 'moved');
  const first = await toEnd(await promote('moved'));
  expect(first.status).toBe('succeeded');

  await removeApplication('shop-moved');
  await delivery.createApplication('moved', { name: 'shop-elsewhere' });
  await platform.waitForVersion('1.1.0', 'moved');
  expect(await rollBack(first.id)).toMatchObject({ status: 'succeeded' });
  await platform.waitForVersion('1.0.0', 'moved');

  const again = { overrideSetback: true, reason: 'It was not too early' };
  const second = await toEnd(await promote('moved', '1.1.0', again));
  await removeApplication('shop-elsewhere');
  const refused = await askBack(second.id);
  expect(refused.status).toBe(409);
  expect(refused.body.error.message).toMatch(
    /No application in moved belongs to component:default\/shop any more/,
  );
  expect(await delivery.overlay('moved')).toContain('1.1.0');
});

function askBack(id: string) {
  return platform
    .as('ada')
    .post(`/promotions/${id}/rollback`, { reason: 'Too early' });
}

async function rollBack(id: string): Promise<Promotion> {
  const { body } = await askBack(id);
  return toEnd(body.promotionId);
}

/** Until Argo CD and the portal know nothing of it. */
async function removeApplication(name: string) {
  await delivery.argocd('DELETE', `/applications/${name}`);
  const isKnown = () => knex('applications').where({ name }).first();
  await until(async () => !(await isKnown()));
}
