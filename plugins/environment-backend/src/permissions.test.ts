import { TestDatabases } from '@backstage/backend-test-utils';
import { readDocument } from '@towpath/backend-kit';
import { component, environment } from './__testUtils__/entities';
import { PromotionTestPlatform } from './__testUtils__/PromotionTestPlatform';
import { TestDelivery } from './__testUtils__/startDelivery';
import { PACKAGE } from './packageName';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const SHOP = '/services/component/default/shop';
const ENTITIES = [
  component('shop', {}, { owner: 'group:default/team-a' }),
  environment('staging', 'staging'),
  environment('prod', 'production', 'staging', {
    gates: [{ type: 'approval', by: 'owner-leads', fourEyes: true }],
  }),
];

// Of another team, of the team that owns the shop, of the team that owns prod, and the lead who approves:
// last, since after a rejection it is the moment and not the person.
const PEOPLE = ['kwame', 'ada', 'linus', 'grace'];

const EVERYBODY = ['kwame', 'ada', 'grace', 'linus'];
const OWNERS = ['ada', 'grace', 'linus'];

/** Operation, the permission that it takes, who has it, and what is sent. */
type Door = [string, string, string[], object?];

const DOORS: Door[] = [
  ['get /environments', 'environment.deployment.read', EVERYBODY],
  ['get /status', 'environment.deployment.read', EVERYBODY],
  ['get /services', 'environment.deployment.read', EVERYBODY],
  [`get ${SHOP}`, 'environment.deployment.read', EVERYBODY],
  [`get ${SHOP}/history`, 'environment.deployment.read', EVERYBODY],
  [
    'get /known-names/component/default/shop',
    'environment.deployment.read',
    EVERYBODY,
  ],
  [
    'get /compare?service=shop&from=staging&to=prod',
    'environment.deployment.read',
    EVERYBODY,
  ],
  ['get /promotions', 'environment.promotion.read', EVERYBODY],
  ['get /promotions/{id}', 'environment.promotion.read', EVERYBODY],
  ['get /promotions/{id}/log', 'environment.promotion.read', EVERYBODY],
  ['get /promotions/{id}/rollback', 'environment.promotion.read', EVERYBODY],
  [
    'post /promotions',
    'environment.promotion.create',
    OWNERS,
    { service: 'shop', from: 'staging', to: 'prod', digest: 'of yesterday' },
  ],
  // The permission is everybody's, and the gate names the group that approves.
  [
    'post /promotions/{id}/approve',
    'environment.promotion.approve',
    ['grace'],
    { digest: 'of yesterday' },
  ],
  [
    'post /promotions/{id}/reject',
    'environment.promotion.approve',
    ['grace'],
    { comment: 'Not today' },
  ],
  ['post /promotions/{id}/cancel', 'environment.promotion.manage', OWNERS, {}],
  ['post /promotions/{id}/retry', 'environment.promotion.manage', OWNERS],
  [
    'post /promotions/{id}/rollback',
    'environment.promotion.rollback',
    OWNERS,
    { reason: 'Too early' },
  ],
  ['get /freezes', 'environment.freeze.read', EVERYBODY],
  [
    'post /freezes',
    'environment.freeze.create',
    ['linus'],
    { environment: 'prod', reason: 'Sale', endsAt: '2030-01-01T00:00:00Z' },
  ],
  ['delete /freezes/{freeze}', 'environment.freeze.create', ['linus']],
  [
    'post /checks',
    'environment.check.report',
    ['linus'],
    { service: 'shop', version: '1.0.0', name: 'smoke', state: 'passed' },
  ],
  [`delete ${SHOP}/holds/prod`, 'environment.promotion.manage', OWNERS],
];

let delivery: TestDelivery;
let platform: PromotionTestPlatform;
const ids: Record<string, string> = {};

beforeAll(async () => {
  const knex = await databases.init('POSTGRES_18');
  delivery = await TestDelivery.start();
  await delivery.createApplication('staging');
  await delivery.createApplication('prod');
  await delivery.run('1.1.0', 'staging');
  platform = await PromotionTestPlatform.start({
    knex,
    delivery,
    entities: ENTITIES,
  });
  await platform.waitForVersion('1.1.0', 'staging');
  await platform.waitForVersion('1.0.0', 'prod');
  const asked = await platform
    .as('ada')
    .post('/promotions', { service: 'shop', from: 'staging', to: 'prod' });
  ids['{id}'] = asked.body.promotionId;
  const freeze = await platform.as('linus').post('/freezes', {
    environment: 'staging',
    reason: 'Inventory',
    endsAt: '2030-01-01T00:00:00Z',
  });
  ids['{freeze}'] = freeze.body.id;
});

afterAll(async () => {
  await platform?.stop();
  await delivery?.stop();
});

async function knock([operation, , , body]: Door, person?: string) {
  const [method, template] = operation.split(' ');
  const path = template.replace(/\{\w+\}/, name => ids[name]);
  const sent = platform.ask(method as 'get' | 'post' | 'delete', path, person);
  return body ? sent.send(body) : sent;
}

it.each(DOORS)('%s opens for nobody but who has %s', async (...door) => {
  const [, permission, allowed] = door;
  expect((await knock(door)).status).toBe(401);
  const { status, body } = await knock(door, 'outsider');
  expect([status, body.error.message]).toEqual([
    403,
    expect.stringContaining(permission),
  ]);
  const entered: string[] = [];
  for (const person of PEOPLE) {
    const answer = await knock(door, person);
    if (answer.status !== 403) entered.push(person);
  }
  expect(entered).toEqual(PEOPLE.filter(person => allowed.includes(person)));
});

it('has a door for each operation of the contract', () => {
  const operations = Object.entries(readDocument(PACKAGE).paths).flatMap(
    ([path, methods]) => Object.keys(methods!).map(name => `${name} ${path}`),
  );
  const methods = operations.filter(one => /^(get|post|put|delete) /.test(one));
  expect(DOORS).toHaveLength(methods.length);
});
