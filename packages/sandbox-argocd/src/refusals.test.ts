import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Answer,
  type Delivery,
  overlay,
  startDelivery,
  TOKEN,
} from './testing/index.ts';

/** A window that is closed at the time of the tests. */
const windows = (manualSync: boolean) => ({
  project: {
    metadata: { name: 'default' },
    spec: {
      sourceRepos: ['*'],
      destinations: [{ server: '*', namespace: '*' }],
      syncWindows: [
        {
          kind: 'deny',
          schedule: '0 11 * * *',
          duration: '2h',
          applications: ['*-prod'],
          manualSync,
        },
      ],
    },
  },
});

const refusal = ({ status, body }: Answer) => [status, body.code, body.message];

async function synced(
  t: Parameters<typeof startDelivery>[0],
): Promise<Delivery> {
  const delivery = await startDelivery(t);
  await delivery.create('prod');
  await delivery.call('POST', '/applications/shop-prod/sync', {});
  await delivery.pass(3);
  return delivery;
}

test('a name that does not exist is denied, and not found only to who names its project', async t => {
  const { call } = await startDelivery(t);
  assert.deepEqual(refusal(await call('GET', '/applications/none')), [
    403,
    7,
    'permission denied',
  ]);
  assert.deepEqual(
    refusal(await call('GET', '/applications/none?project=default')),
    [404, 5, 'applications.argoproj.io "none" not found'],
  );
  const elsewhere = '/applications/none?appNamespace=team-a';
  assert.deepEqual(refusal(await call('GET', elsewhere)), [
    403,
    7,
    'permission denied',
  ]);
  const list = await call('GET', '/applications?appNamespace=team-a');
  assert.deepEqual([list.status, list.body.items], [200, null]);
});

test('a second operation is refused while one runs, and the first can be terminated', async t => {
  const { call, pass } = await synced(t);
  await call('POST', '/applications/shop-prod/sync', {});
  assert.deepEqual(
    refusal(await call('POST', '/applications/shop-prod/sync', {})),
    [400, 9, 'another operation is already in progress'],
  );
  const early = await call('DELETE', '/applications/shop-prod/operation');
  assert.deepEqual(refusal(early), [
    400,
    3,
    'Unable to terminate operation. No operation is in progress',
  ]);
  await pass(1);
  const ended = await call('DELETE', '/applications/shop-prod/operation');
  assert.equal(ended.status, 200);
  await pass(1);
  const { body } = await call('GET', '/applications/shop-prod');
  assert.equal(body.status.operationState.phase, 'Failed');
  assert.equal(body.status.operationState.message, 'Operation terminated');
  const again = await call('DELETE', '/applications/shop-prod/operation');
  assert.deepEqual(refusal(again).slice(0, 2), [400, 3]);
});

test('with auto-sync on, neither a rollback nor another revision is possible', async t => {
  const delivery = await startDelivery(t);
  const { call, pass } = delivery;
  await delivery.create('dev', { syncPolicy: { automated: {} } });
  await pass(3);
  const rollback = '/applications/shop-dev/rollback';
  assert.deepEqual(refusal(await call('POST', rollback, { id: 0 })), [
    400,
    9,
    'rollback cannot be initiated when auto-sync is enabled',
  ]);
  const other = { revision: 'release' };
  assert.deepEqual(
    refusal(await call('POST', '/applications/shop-dev/sync', other)),
    [400, 9, 'Cannot sync to release: auto-sync currently set to main'],
  );
});

test('a sync to what Git does not have is refused at once, by the code that also tells that nobody could ask it', async t => {
  const { call, host } = await synced(t);
  const sync = '/applications/shop-prod/sync';
  const unknown = await call('POST', sync, { revision: 'no-such-branch' });
  assert.deepEqual(refusal(unknown), [
    400,
    9,
    "error resolving repo revision: rpc error: code = Unknown desc = unable to resolve 'no-such-branch' to a commit SHA",
  ]);
  await host.close();
  const away = refusal(await call('POST', sync, {}));
  assert.deepEqual(away.slice(0, 2), [400, 9]);
  assert.match(away[2], /failed to list refs: .*Could ?n.t connect/is);
  const texts = { revisions: ['main'], sourcePositions: ['1'] };
  assert.deepEqual(
    refusal(await call('POST', sync, texts)).slice(0, 2),
    [400, 3],
  );
});

test('several sources have an empty one beside them, also in what is rolled back', async t => {
  const delivery = await startDelivery(t);
  const { call, pass, repoURL } = delivery;
  const path = 'apps/shop/overlays/prod';
  const sources = [{ repoURL, path, targetRevision: 'main' }];
  await delivery.create('prod', { source: undefined, sources });
  const address = '/applications/shop-prod';
  await call('POST', `${address}/sync`, {});
  await pass(3);
  const { status } = (await call('GET', address)).body;
  const rolled = await call('POST', `${address}/rollback`, { id: 0 });
  for (const one of [
    status.sync.comparedTo,
    status.history[0],
    status.operationState.syncResult,
    rolled.body.operation.sync,
  ]) {
    assert.deepEqual(one.source, { repoURL: '' });
    assert.deepEqual(one.sources, sources);
  }
  assert.equal(status.operationState.operation.sync.source, undefined);
});

test('a rollback in a closed window is taken and waits, and so does its end', async t => {
  const { call, pass } = await synced(t);
  const address = '/applications/shop-prod';
  const state = async () =>
    (await call('GET', address)).body.status.operationState;
  await call('PUT', '/projects/default', windows(false));

  const asked = await call('POST', `${address}/rollback`, { id: 0 });

  assert.equal(asked.status, 200, JSON.stringify(asked.body));
  await pass(20);
  assert.equal((await state()).phase, 'Running');
  assert.equal(
    (await state()).message,
    'Sync operation blocked by sync window',
  );
  await call('DELETE', `${address}/operation`);
  await pass(20);
  assert.equal((await state()).phase, 'Terminating');
  await call('PUT', '/projects/default', windows(true));
  await pass(2);
  assert.equal((await state()).phase, 'Failed');
});

test('errors have the shapes of the real server: of a stream, of a query, of a path', async t => {
  const { call } = await synced(t);
  const stream = await call('GET', '/stream/applications', undefined, {});
  assert.deepEqual(
    [stream.status, stream.body],
    [
      401,
      {
        error: {
          grpc_code: 16,
          http_code: 401,
          message: 'no session information',
          http_status: 'Unauthorized',
        },
      },
    ],
  );
  const selector = await call('GET', '/applications?selector=a+in+b');
  assert.deepEqual(refusal(selector).slice(0, 2), [500, 2]);
  const metadata = `/applications/shop-prod/revisions/${'0'.repeat(
    40,
  )}/metadata`;
  assert.deepEqual(refusal(await call('GET', metadata)).slice(0, 2), [500, 2]);
  const path = await call('GET', '/no/such/path');
  assert.deepEqual([path.status, path.body], [404, 'Not Found\n']);
  const empty = await call('POST', '/session', { username: 'ada' }, {});
  assert.deepEqual(refusal(empty), [401, 16, 'no credentials supplied']);
});

test('a rollback brings an earlier deployment back, and an unknown one is refused', async t => {
  const delivery = await synced(t);
  const { call, pass, write } = delivery;
  await write('apps/shop/overlays/prod/kustomization.yaml', overlay('2.0.0'));
  await call('POST', '/applications/shop-prod/sync', {});
  await pass(3);
  await call('POST', '/applications/shop-prod/rollback', { id: 0 });
  await pass(9);
  const { body } = await call('GET', '/applications/shop-prod');
  const ids = body.status.history.map((entry: { id: number }) => entry.id);
  assert.deepEqual(ids, [0, 1, 2]);
  assert.equal(
    body.status.history[2].revision,
    body.status.history[0].revision,
  );
  assert.deepEqual(body.status.summary.images, ['registry.example/shop:1.0.0']);
  assert.equal(body.status.sync.status, 'OutOfSync');
  const unknown = await call('POST', '/applications/shop-prod/rollback', {
    id: 7,
  });
  assert.deepEqual(refusal(unknown), [
    400,
    3,
    'application shop-prod does not have deployment with id 7',
  ]);
});

test('history keeps ten deployments, and only whole ones that were real', async t => {
  const { call, pass } = await synced(t);
  const sync = async (body: object) => {
    await call('POST', '/applications/shop-prod/sync', body);
    await pass(3);
  };
  await sync({ dryRun: true });
  await sync({ resources: [{ kind: 'Service', name: 'shop' }] });
  for (let i = 0; i < 11; i++) await sync({});
  const { body } = await call('GET', '/applications/shop-prod');
  const ids = body.status.history.map((entry: { id: number }) => entry.id);
  assert.deepEqual(ids, [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

test('a sync window keeps people out unless it lets them in', async t => {
  const { call } = await synced(t);
  await call('PUT', '/projects/default', windows(false));
  assert.deepEqual(
    refusal(await call('POST', '/applications/shop-prod/sync', {})),
    [403, 7, 'cannot sync: blocked by sync window'],
  );
  const shown = await call('GET', '/applications/shop-prod/syncwindows');
  assert.equal(shown.body.canSync, false);
  assert.equal(shown.body.activeWindows.length, 1);
  await call('PUT', '/projects/default', windows(true));
  const allowed = await call('POST', '/applications/shop-prod/sync', {});
  assert.equal(allowed.status, 200);
});

test('creating the same application again is harmless; another one of the name needs upsert', async t => {
  const delivery = await startDelivery(t);
  const { call } = delivery;
  const first = await delivery.create('prod');
  const again = await delivery.create('prod');
  assert.equal(again.body.metadata.uid, first.body.metadata.uid);
  const different = [
    400,
    3,
    'existing application spec is different, use upsert flag to force update',
  ];
  await call('GET', '/applications/shop-prod?refresh=hard');
  const touched = await call('GET', '/applications/shop-prod');
  assert.deepEqual(touched.body.metadata.annotations, {
    'argocd.argoproj.io/hydrate': 'hard',
  });
  assert.deepEqual(refusal(await delivery.create('prod')), different);
  assert.deepEqual(
    refusal(await delivery.create('prod', { revisionHistoryLimit: 3 })),
    different,
  );
  const upserted = await call('POST', '/applications?upsert=true', {
    metadata: first.body.metadata,
    spec: { ...first.body.spec, revisionHistoryLimit: 3 },
  });
  assert.equal(upserted.body.spec.revisionHistoryLimit, 3);
});

test('a specification that cannot work is refused with the reason', async t => {
  const delivery = await startDelivery(t);
  const { call, repoURL } = delivery;
  const attempt = async (name: string, change: object) => {
    const spec = {
      project: 'default',
      source: { repoURL, path: 'apps/shop/overlays/dev' },
      destination: { name: 'dev', namespace: 'shop' },
      ...change,
    };
    const answer = await call('POST', '/applications', {
      metadata: { name },
      spec,
    });
    assert.equal(answer.status, 400, JSON.stringify(answer.body));
    return answer.body.message;
  };
  assert.match(
    await attempt('Shop_1', {}),
    /"Shop_1" is invalid: metadata\.name/,
  );
  assert.match(
    await attempt('a', { project: 'none' }),
    /project none which does not exist/,
  );
  assert.match(
    await attempt('a', { destination: { name: 'moon' } }),
    /no clusters with this name: moon/,
  );
  assert.match(
    await attempt('a', { source: { repoURL, path: 'apps/none' } }),
    /apps\/none: app path does not exist/,
  );
  const gone = repoURL.replace('gitops', 'gone');
  assert.match(
    await attempt('a', { source: { repoURL: gone, path: '.' } }),
    /repository not accessible/,
  );
  const scheme = { source: { repoURL: 'ext::sh -c id', path: '.' } };
  assert.match(await attempt('a', scheme), /transport 'ext' not allowed/);
});

test('deleting with cascade takes a moment; without it, a policy is refused', async t => {
  const { call, pass } = await synced(t);
  const address = '/applications/shop-prod';
  assert.deepEqual(
    refusal(
      await call(
        'DELETE',
        `${address}?cascade=false&propagationPolicy=foreground`,
      ),
    ),
    [400, 3, 'cannot set propagation policy when cascading is disabled'],
  );
  await call('DELETE', address);
  const leaving = await call('GET', address);
  assert.ok(leaving.body.metadata.deletionTimestamp);
  assert.deepEqual(refusal(await call('POST', `${address}/sync`, {})), [
    400,
    9,
    'application is deleting',
  ]);
  await pass(2);
  assert.equal((await call('GET', address)).status, 403);
});

test('a change needs JSON, a session, and the right password', async t => {
  const { call, url, clock } = await startDelivery(t);
  const form = await call('POST', '/applications', undefined, {
    'Content-Type': 'application/x-www-form-urlencoded',
  });
  assert.equal(form.status, 415);
  assert.deepEqual(refusal(await call('GET', '/applications', undefined, {})), [
    401,
    16,
    'no session information',
  ]);
  // As many letters as the token of the portal has, but more bytes.
  const stranger = { Authorization: `Bearer ${'é'.repeat(TOKEN.length)}` };
  assert.equal(
    (await call('GET', '/applications', undefined, stranger)).status,
    401,
  );
  const wrong = await call(
    'POST',
    '/session',
    { username: 'ada', password: 'x' },
    {},
  );
  assert.deepEqual(refusal(wrong), [401, 16, 'Invalid username or password']);
  const login = { username: 'ada', password: 'ada-password' };
  const { body } = await call('POST', '/session', login, {});
  const ways: Record<string, string>[] = [
    { Authorization: `Bearer ${body.token}` },
    { Cookie: `argocd.token=${body.token}` },
  ];
  for (const headers of ways) {
    const who = await call('GET', '/session/userinfo', undefined, headers);
    assert.equal(who.body.username, 'ada');
    assert.equal(
      (await call('GET', '/applications', undefined, headers)).status,
      200,
    );
  }
  const bearer = { Authorization: `Bearer ${body.token}` };
  clock.advance(25 * 3600);
  assert.equal(
    (await call('GET', '/applications', undefined, bearer)).status,
    401,
  );
  for (let i = 0; i < 5; i++)
    await call('POST', '/session', { ...login, password: 'x' }, {});
  assert.equal((await call('POST', '/session', login, {})).status, 401);
  clock.advance(301);
  assert.equal((await call('POST', '/session', login, {})).status, 200);
  assert.ok(url);
});
