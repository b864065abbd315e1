import { TestDatabases } from '@backstage/backend-test-utils';
import type { Promotion } from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';
import { component, environment } from './__testUtils__/entities';
import { PromotionTestPlatform } from './__testUtils__/PromotionTestPlatform';
import { TestDelivery } from './__testUtils__/startDelivery';
import { until } from './__testUtils__/startPortal';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const ENTITIES = [
  component('shop', {}, { owner: 'group:default/team-a' }),
  environment('dev', 'development'),
  environment('staging', 'staging', 'dev'),
  environment('prod', 'production', 'staging', {
    gates: [{ type: 'approval', by: 'owner-leads', fourEyes: true }],
  }),
  environment('reviewed', 'staging', 'dev', {
    delivery: { mode: 'pull-request' },
  }),
  environment('tuned', 'staging', 'dev', {
    delivery: { strategy: 'argocd-parameter' },
  }),
  environment('auto', 'staging', 'dev', { promotion: { auto: true } }),
  environment('twice', 'staging', 'dev'),
  environment('nowhere', 'staging', 'dev'),
];

let knex: Knex;
let delivery: TestDelivery;
let platform: PromotionTestPlatform;

// One platform for all: each test brings a version of its own.
beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  delivery = await TestDelivery.start();
  for (const name of ['dev', 'staging', 'reviewed', 'tuned']) {
    await delivery.createApplication(name);
  }
  await delivery.createApplication('prod', { autoSync: false });
  await delivery.createApplication('twice', { name: 'shop-one' });
  await delivery.createApplication('twice', { name: 'shop-two' });
  platform = await PromotionTestPlatform.start({
    knex,
    delivery,
    entities: ENTITIES,
  });
  for (const name of ['dev', 'staging', 'prod', 'reviewed', 'tuned']) {
    await platform.waitForVersion('1.0.0', name);
  }
});

afterAll(async () => {
  await platform?.stop();
  await delivery?.stop();
});

const toStaging = { service: 'shop', from: 'dev', to: 'staging' };
const toProd = { service: 'shop', from: 'staging', to: 'prod' };

/** A version that is healthy in dev. */
async function build(version: string) {
  await delivery.run(version);
  await platform.waitForVersion(version, 'dev');
}

async function promote(request: object, person = 'ada'): Promise<Promotion> {
  const { body, status } = await platform
    .as(person)
    .post('/promotions', request);
  expect({ status, body }).toMatchObject({ status: 201 });
  return body.promotion;
}

async function promoteToEnd(request: object): Promise<Promotion> {
  const { id } = await promote(request);
  return platform.waitFor(id, one => Boolean(one.endedAt));
}

// A run that is looking at the time of the word ends a moment after it.
async function cancelToEnd(id: string, who: string): Promise<Promotion> {
  await platform.as(who).post(`/promotions/${id}/cancel`, {});
  return platform.waitFor(id, one => Boolean(one.endedAt));
}

/** What a person says of a version that was rolled back before. */
const ONCE_MORE = { overrideSetback: true, reason: 'It is wanted after all' };

const refusal = (body: any) => `${body.error?.name}: ${body.error?.message}`;

it('takes a version to the next environment in one commit that says who asked', async () => {
  await build('1.1.0');

  const ended = await promoteToEnd({ ...toStaging, reason: 'Sale' });

  expect(ended).toMatchObject({ status: 'succeeded', fromVersion: '1.0.0' });
  await platform.waitForVersion('1.1.0', 'staging');
  const own = (await delivery.messages()).filter(message =>
    message.includes(`Towpath-Promotion: ${ended.id}`),
  );
  expect(own).toHaveLength(1);
  expect(own[0]).toContain('Promote shop 1.1.0 to staging\n\nSale');
  expect(own[0]).toContain('Requested-By: user:default/ada');
  // Signals are coalesced, so the last one comes a moment after the end.
  const told = await until(async () =>
    platform.signals.find(
      ({ channel, message }) =>
        channel === 'environment:promotions' &&
        message.id === ended.id &&
        message.status === 'succeeded',
    ),
  );
  expect(told.message).toMatchObject({
    service: 'component:default/shop',
    to: 'staging',
  });
});

it('waits for the approval of another person of the group, and then syncs by itself', async () => {
  const asked = await promote(toProd);
  expect(asked.status).toBe('awaiting-approval');
  const { digest } = asked.approval;
  const path = `/promotions/${asked.id}/approve`;

  const stranger = await platform.as('kwame').post(path, { digest });
  expect(stranger.status).toBe(403);
  expect(refusal(stranger.body)).toContain('group:default/team-a-leads');

  const mine = await platform.as('grace').get('/promotions?waitingForMe=true');
  expect(mine.body.items.map((one: Promotion) => one.id)).toEqual([asked.id]);
  const approved = await platform.as('grace').post(path, { digest });
  expect(approved.status).toBe(200);
  const ended = await platform.waitFor(asked.id, one => Boolean(one.endedAt));

  expect(ended).toMatchObject({ status: 'succeeded' });
  await platform.waitForVersion('1.1.0', 'prod');
  const [message] = (await delivery.messages()).filter(one =>
    one.includes(asked.id),
  );
  expect(message).toContain('Approved-By: user:default/grace');
  const { status } = await delivery.argocd('GET', '/applications/shop-prod');
  expect(status.operationState.operation.info).toEqual([
    { name: 'towpath.dev/promotion', value: asked.id },
  ]);
  // What was told long ago need not be kept, and is not told again.
  const notices = () => knex('outbox').whereNotNull('done_at');
  await until(async () => (await notices()).length === 3);
  const told = platform.notifications.length;
  await notices().update({ done_at: new Date(0) });
  await platform.runTasks();
  expect(await notices()).toEqual([]);
  expect(platform.notifications).toHaveLength(told);
  expect(platform.notifications).toContainEqual(
    expect.objectContaining({
      recipients: expect.objectContaining({
        entityRef: ['group:default/team-a-leads'],
      }),
    }),
  );
});

it('lets nobody approve what they asked for, and voids an approval of what has changed since', async () => {
  await build('1.2.0');
  await promoteToEnd(toStaging);
  await platform.waitForVersion('1.2.0', 'staging');
  const asked = await promote(toProd, 'grace');
  const { digest } = asked.approval;
  const path = `/promotions/${asked.id}/approve`;

  const own = await platform.as('grace').post(path, { digest });
  expect(own.status).toBe(403);
  expect(refusal(own.body)).toContain('Four eyes');

  await delivery.run('1.1.5', 'prod');
  const late = await platform.as('lena').post(path, { digest });
  expect(late.status).toBe(409);
  expect(refusal(late.body)).toContain('Look at the promotion again');
  const now = await platform.promotion(asked.id);
  expect(now.status).toBe('awaiting-approval');
  expect(now.approval.digest).not.toBe(digest);
  const cancelled = await cancelToEnd(asked.id, 'grace');
  expect(cancelled).toMatchObject({
    status: 'cancelled',
    outcome: 'Cancelled by grace',
  });
});

it('takes back by itself a version that does not become healthy, says why, and holds', async () => {
  await build('1.3.0-broken');

  const ended = await promoteToEnd(toStaging);

  expect(ended.status).toBe('rolled-back');
  expect(ended.outcome).toContain('exceeded its progress deadline');
  await platform.waitForVersion('1.2.0', 'staging');
  const [message] = (await delivery.messages()).filter(one =>
    one.includes(`Towpath-Reverts: ${ended.id}`),
  );
  expect(message).toContain('Roll shop in staging back to 1.2.0');
  const { body } = await platform
    .as('ada')
    .get('/services/component/default/shop');
  const there = body.deployments.find(
    (one: { environment: string }) => one.environment === 'staging',
  );
  expect(there.hold.reason).toContain('1.3.0-broken');
  // Nobody asked for that, whoever asked for the version.
  expect(there.hold.by).toBe('environment:default/staging');
  expect(message).toContain('Requested-By: environment:default/staging');
  expect(ended.revert?.sha).toMatch(/^[0-9a-f]{40}$/);
  expect(ended.revert?.sha).not.toBe(ended.commit?.sha);
  expect(platform.auditor.createEvent).toHaveBeenCalledWith(
    expect.objectContaining({
      meta: expect.objectContaining({
        id: ended.id,
        requestedBy: ended.requestedBy,
        rolledBackBy: 'environment:default/staging',
      }),
    }),
  );
});

// Whoever takes a run over after a crash looks when the version is long since down.
it('takes back at once what had failed before anybody could look', async () => {
  await build('1.3.1-broken');
  const { id } = await delivery.goDownAtPush('/applications/shop-staging', () =>
    promote(toStaging),
  );
  await platform.waitForVersion('1.3.1-broken', 'staging', 'Degraded');
  delivery.comeBack();

  const ended = await platform.waitFor(id, one => Boolean(one.endedAt));

  expect(ended.status).toBe('rolled-back');
  expect(ended.outcome).toContain('exceeded its progress deadline');
  await platform.waitForVersion('1.2.0', 'staging');
});

it('refuses strangers and nobody, naming the permission, and routes that are none', async () => {
  await build('1.4.0');

  const stranger = await platform.as('kwame').post('/promotions', toStaging);
  expect(stranger.status).toBe(403);
  expect(refusal(stranger.body)).toContain('environment.promotion.create');
  expect((await platform.ask('post', '/promotions')).status).toBe(401);

  const skipping = await platform
    .as('ada')
    .post('/promotions', { service: 'shop', from: 'dev', to: 'prod' });
  expect(refusal(skipping.body)).toContain('set from to staging');
  const nowhere = await platform
    .as('ada')
    .post('/promotions', { ...toStaging, to: 'nowhere' });
  expect(refusal(nowhere.body)).toContain('towpath.dev/environment: nowhere');
  const twice = await platform
    .as('ada')
    .post('/promotions', { ...toStaging, to: 'twice' });
  expect(refusal(twice.body)).toMatch(/ConflictError.*shop-one.*shop-two/);
  const stale = await platform
    .as('ada')
    .post('/promotions', { ...toStaging, digest: 'what was shown before' });
  expect(refusal(stale.body)).toContain('has changed since');
});

it('refuses while a freeze holds, with its reason and its end', async () => {
  const endsAt = new Date(Date.now() + 3_600_000).toISOString();
  const freeze = await platform.as('linus').post('/freezes', {
    environment: 'staging',
    reason: 'Stocktaking',
    endsAt,
  });

  const refused = await platform.as('ada').post('/promotions', toStaging);

  expect(refused.status).toBe(409);
  expect(refusal(refused.body)).toContain('Stocktaking');
  expect(platform.signals).toContainEqual({
    channel: 'environment:deployments',
    message: {},
  });
  await platform.as('linus').remove(`/freezes/${freeze.body.id}`);
});

it('outlasts an outage of Argo CD, and begins once for one key', async () => {
  const start = () =>
    platform
      .as('ada')
      .post('/promotions', toStaging)
      .set('Idempotency-Key', 'click');
  const first = await start();
  delivery.goDown();
  const second = await start();
  expect(second.body.promotionId).toBe(first.body.promotionId);

  const id = first.body.promotionId;
  const down = await platform.waitFor(id, one =>
    /could not/.test(one.waitingFor ?? ''),
  );
  expect(down.status).toBe('waiting');
  delivery.comeBack();

  const ended = await platform.waitFor(id, one => Boolean(one.endedAt));
  expect(ended.status).toBe('succeeded');
});

it('rolls back by hand what was recorded, and refuses when it has changed since', async () => {
  const { body } = await platform
    .as('ada')
    .get('/promotions?service=shop&environment=staging&status=succeeded');
  const [newest] = body.items as Promotion[];
  const path = `/promotions/${newest.id}/rollback`;

  const preview = await platform.as('ada').get(path);
  expect(preview.body).toMatchObject({ possible: true, version: '1.2.0' });
  const began = await platform.as('ada').post(path, { reason: 'Wrong prices' });
  expect(began.status).toBe(201);
  const ended = await platform.waitFor(began.body.promotionId, one =>
    Boolean(one.endedAt),
  );
  expect(ended).toMatchObject({ status: 'succeeded', reverts: newest.id });
  await platform.waitForVersion('1.2.0', 'staging');

  const again = await platform.as('ada').post(path, { reason: 'Once more' });
  expect(refusal(again.body)).toContain('rolled back already');

  const forward = await promoteToEnd({ ...toStaging, ...ONCE_MORE });
  await delivery.run('9.9.9', 'staging');
  const changed = await platform
    .as('ada')
    .get(`/promotions/${forward.id}/rollback`);
  expect(changed.body.possible).toBe(false);
  expect(changed.body.why).toContain('9.9.9');
});

it('waits for a pull request to be merged, and fails when it is closed', async () => {
  const request = { ...toStaging, to: 'reviewed' };
  const closed = await promote(request);
  const opened = await platform.waitFor(
    closed.id,
    one => Boolean(one.pullRequest) && one.status === 'waiting',
  );
  await delivery.git('PATCH', `/pulls/${opened.pullRequest!.number}`, {
    state: 'closed',
  });
  const failed = await platform.waitFor(closed.id, one => Boolean(one.endedAt));
  expect(failed.status).toBe('failed');
  expect(failed.outcome).toContain('closed without being merged');

  const merged = await promote(request);
  const waiting = await platform.waitFor(
    merged.id,
    one => Boolean(one.pullRequest) && one.status === 'waiting',
  );
  await delivery.git('POST', `/pulls/${waiting.pullRequest!.number}/merge`, {
    Do: 'merge',
  });
  const ended = await platform.waitFor(merged.id, one => Boolean(one.endedAt));
  expect(ended.status).toBe('succeeded');

  const again = await platform.as('ada').post(`/promotions/${closed.id}/retry`);
  expect(refusal(again.body)).toContain('A newer promotion was delivered');
});

it('closes the pull request of what is cancelled, and goes back by a pull request of its own', async () => {
  const request = { ...toStaging, to: 'reviewed' };
  const isOpen = (one: Promotion) =>
    one.pullRequest?.state === 'open' && one.status === 'waiting';
  const pull = async ({ pullRequest }: Promotion) =>
    delivery.git('GET', `/pulls/${pullRequest!.number}`);
  const { body } = await platform
    .as('ada')
    .get('/promotions?service=shop&environment=reviewed&status=succeeded');
  const [merged] = body.items as Promotion[];

  const began = await platform
    .as('ada')
    .post(`/promotions/${merged.id}/rollback`, { reason: 'Too early' });
  const back = await platform.waitFor(began.body.promotionId, isOpen);
  expect((await pull(back)).title).toBe('Roll shop in reviewed back to 1.0.0');
  expect(await delivery.overlay('reviewed')).toContain('1.4.0');
  const { number } = back.pullRequest!;
  await delivery.git('POST', `/pulls/${number}/merge`, { Do: 'merge' });
  const ended = await platform.waitFor(back.id, one => Boolean(one.endedAt));
  expect(ended).toMatchObject({ status: 'succeeded', reverts: merged.id });
  await platform.waitForVersion('1.0.0', 'reviewed');

  const waiting = await platform.waitFor(
    (
      await promote({ ...request, ...ONCE_MORE })
    ).id,
    isOpen,
  );
  const cancelled = await cancelToEnd(waiting.id, 'ada');
  expect(cancelled).toMatchObject({
    status: 'cancelled',
    pullRequest: { state: 'closed' },
  });
  await until(async () => {
    await platform.runTasks();
    return (await pull(waiting)).state === 'closed';
  });
  expect(await delivery.overlay('reviewed')).toContain('1.0.0');
});

it('knows what a promotion wrote that was cancelled while it wrote, and closes what it had opened', async () => {
  const cancelWhileItWrites = async (to: string) => {
    delivery.holdPushes();
    const { id } = await promote({
      ...toStaging,
      ...ONCE_MORE,
      to,
      version: '1.4.0',
    });
    await until(async () => delivery.isHoldingPush);
    const asked = await platform.as('ada').post(`/promotions/${id}/cancel`, {});
    expect(asked.body.waitingFor).toMatch(/what has been written/);
    expect(asked.body.can.cancel.allowed).toBe(false);
    delivery.answerPushes();
    const ended = await platform.waitFor(id, one => Boolean(one.endedAt));
    expect(ended.status).toBe('cancelled');
    expect(ended.commit?.sha).toBeDefined();
  };
  await delivery.run('1.2.0', 'staging');
  await platform.waitForVersion('1.2.0', 'staging');
  await cancelWhileItWrites('staging');
  await cancelWhileItWrites('reviewed');
  await until(async () => {
    await platform.runTasks();
    return (await delivery.git('GET', '/pulls?state=open')).length === 0;
  });
  expect(await delivery.overlay('reviewed')).toContain('1.0.0');
  await platform.waitForVersion('1.4.0', 'staging');
});

it('takes a broken version back by a pull request where it came in by one', async () => {
  const { id } = await promote({
    ...toStaging,
    to: 'reviewed',
    version: '1.3.0-broken',
  });
  const merge = (number: number) =>
    delivery.git('POST', `/pulls/${number}/merge`, { Do: 'merge' });
  const forward = await platform.waitFor(id, one => Boolean(one.pullRequest));
  await merge(forward.pullRequest!.number);

  await platform.waitFor(
    id,
    ({ steps }) =>
      steps.find(({ name }) => name === 'restore-merge')?.status === 'waiting',
  );
  const [back] = await delivery.git('GET', '/pulls?state=open');
  expect(back.body).toContain('exceeded its progress deadline');
  await merge(back.number);

  const ended = await platform.waitFor(id, one => Boolean(one.endedAt));
  expect(ended.status).toBe('rolled-back');
  await platform.waitForVersion('1.0.0', 'reviewed');
});

it('sets a parameter of the application where nothing is written in Git, and sets it back', async () => {
  const ended = await promoteToEnd({ ...toStaging, to: 'tuned' });

  expect(ended.status).toBe('succeeded');
  const images = async () =>
    (await delivery.argocd('GET', '/applications/shop-tuned')).spec.source
      .kustomize?.images;
  expect(await images()).toEqual(['registry.example/shop:1.4.0']);
  const began = await platform
    .as('ada')
    .post(`/promotions/${ended.id}/rollback`, { reason: 'Too early' });
  const back = await platform.waitFor(began.body.promotionId, one =>
    Boolean(one.endedAt),
  );
  expect(back.status).toBe('succeeded');
  expect(await images()).toEqual([]);
});

it('says that Argo CD does not answer, where what to write is to be read from it', async () => {
  const request = { ...toStaging, ...ONCE_MORE, to: 'tuned' };
  const { id } = await promoteToEnd(request);
  delivery.goDown('/applications/shop-tuned');
  const answers = [
    await platform.as('ada').get('/compare?service=shop&from=dev&to=tuned'),
    await platform.as('ada').post('/promotions', request),
    await platform.as('ada').get(`/promotions/${id}/rollback`),
    await platform
      .as('ada')
      .post(`/promotions/${id}/rollback`, { reason: 'Too early' }),
  ];
  delivery.comeBack();

  for (const { status, body } of answers) {
    expect(status).toBe(503);
    expect(refusal(body)).toMatch(
      /^ServiceUnavailableError: Argo CD "main" could not read application "shop-tuned": /,
    );
  }
});

it('cannot roll back what nothing deploys any more, and says so', async () => {
  const { body } = await platform
    .as('ada')
    .get('/promotions?service=shop&environment=tuned&status=succeeded');
  const { id } = body.items.find((one: Promotion) => one.can.rollback.allowed);
  await delivery.argocd('DELETE', '/applications/shop-tuned');

  const preview = await until(async () => {
    const answer = await platform.as('ada').get(`/promotions/${id}/rollback`);
    return answer.body.possible === false && answer;
  });
  expect(preview.status).toBe(200);
  // Asked of Argo CD, or known from its feed by then.
  expect(preview.body.why).toMatch(
    /application "shop-tuned".*not found|No application in tuned belongs to/,
  );
});

it('brings a version by itself once where the environment says so', async () => {
  await delivery.createApplication('auto');
  await platform.waitForVersion('1.4.0', 'auto');
  await platform.runTasks();

  const { body } = await platform.as('ada').get('/promotions?environment=auto');

  expect(body.items).toMatchObject([
    { automatic: true, requestedBy: 'environment:default/auto' },
  ]);
});

it('goes on when the run of a promotion is gone after its time, and brings its version no second time', async () => {
  const list = async (): Promise<Promotion[]> => {
    const path = '/promotions?environment=auto';
    return (await platform.as('ada').get(path)).body.items;
  };
  const [automatic] = await list();

  await knex('workflow_runs').where({ id: automatic.id }).delete();
  await delivery.run('1.3.9', 'auto');
  await platform.waitForVersion('1.3.9', 'auto');
  await platform.runTasks();

  expect(await list()).toEqual([]);
  const gone = await platform.as('ada').get(`/promotions/${automatic.id}`);
  expect(gone.status).toBe(404);
});
