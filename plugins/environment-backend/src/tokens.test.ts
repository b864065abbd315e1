import { TestDatabases } from '@backstage/backend-test-utils';
import { component, environment } from './__testUtils__/entities';
import { PromotionTestPlatform } from './__testUtils__/PromotionTestPlatform';
import { TestDelivery } from './__testUtils__/startDelivery';
import { until } from './__testUtils__/startPortal';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const PIPELINE = 'a-token-that-names-what-it-may';
const UNRESTRICTED = 'a-token-that-names-nothing-at-all';
const READING = 'a-token-that-only-reads-things';

const token = (secret: string, subject: string, permission?: string[]) => ({
  type: 'static',
  options: { token: secret, subject },
  ...(permission && {
    accessRestrictions: [{ plugin: 'environment', permission }],
  }),
});

const READ = ['environment.promotion.read', 'environment.deployment.read'];

let delivery: TestDelivery;
let platform: PromotionTestPlatform;

beforeAll(async () => {
  delivery = await TestDelivery.start();
  for (const name of ['dev', 'staging']) await delivery.createApplication(name);
  await delivery.run('1.1.0');
  platform = await PromotionTestPlatform.start({
    knex: await databases.init('POSTGRES_18'),
    delivery,
    entities: [
      component('shop', {}, { owner: 'group:default/team-a' }),
      environment('dev', 'development'),
      environment('staging', 'staging', 'dev'),
    ],
    externalAccess: [
      token(PIPELINE, 'shop-pipeline', [
        'environment.promotion.create',
        ...READ,
      ]),
      token(UNRESTRICTED, 'somebody'),
      token(READING, 'reader', READ),
    ],
  });
});

afterAll(async () => {
  await platform?.stop();
  await delivery?.stop();
});

const request = { service: 'shop', from: 'dev', to: 'staging' };

const ask = (method: 'get' | 'post', path: string, secret: string) =>
  platform.askWith(method, path, `Bearer ${secret}`);

it.each([UNRESTRICTED, READING])(
  'does not let a service promote whose token does not say that it may: %s',
  async secret => {
    const { status, body } = await ask('post', '/promotions', secret).send(
      request,
    );
    expect([status, body.error.message]).toEqual([
      403,
      expect.stringContaining('environment.promotion.create'),
    ]);
  },
);

it('lets a pipeline promote with a token that says so, under its own name, and decide nothing', async () => {
  const service = '/services/component/default/shop';
  await until(async () => {
    const { body } = await ask('get', service, PIPELINE);
    return body.deployments?.some(
      (one: any) => one.version === '1.1.0' && one.health === 'Healthy',
    );
  });
  const post = () =>
    ask('post', '/promotions', PIPELINE)
      .set('Idempotency-Key', 'pipeline-118')
      .send(request);
  const begun = await post();
  expect(begun.status).toBe(201);
  expect(begun.body.promotion.requestedBy).toBe('shop-pipeline');
  expect((await post()).body.promotionId).toBe(begun.body.promotionId);

  const path = `/promotions/${begun.body.promotionId}`;
  const decisions = { approve: { digest: 'x' }, rollback: { reason: 'x' } };
  for (const [action, sent] of Object.entries(decisions)) {
    const answer = await ask('post', `${path}/${action}`, PIPELINE).send(sent);
    expect(answer.status).toBe(403);
  }
  const ended = await until(async () => {
    const { body } = await ask('get', path, PIPELINE);
    return body.endedAt && body;
  });
  expect(ended.status).toBe('succeeded');
});
