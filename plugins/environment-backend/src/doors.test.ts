import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { readDocument } from '@towpath/backend-kit';
import request from 'supertest';
import { component, environment } from './__testUtils__/entities';
import { TestPortal } from './__testUtils__/startPortal';
import { PACKAGE } from './packageName';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const ID = '019ac0de-0000-7000-8000-000000000000';
const PLACE = { service: 'shop', from: 'dev', to: 'staging' };
const SERVICE = '/services/component/default/shop';
const SOON = new Date(Date.now() + 3_600_000).toISOString();
const FREEZE = { environment: 'staging', reason: 'Stocktaking', endsAt: SOON };
const CHECK = {
  service: 'shop',
  version: '1.0.0',
  name: 'e2e',
  state: 'passed',
};

interface Call {
  /** Of the event in the audit log. */
  eventId: string;
  path?: string;
  send?: object;
  /** A service may not, whatever its permissions. */
  people?: true;
}

/** One call through each door, to be held against what the plugin really answers. */
const CALLS: Record<string, Call> = {
  'get /environments': { eventId: 'deployment-read' },
  'get /status': { eventId: 'deployment-read' },
  'get /services': { eventId: 'deployment-read' },
  'get /services/{kind}/{namespace}/{name}': {
    eventId: 'deployment-read',
    path: SERVICE,
  },
  'get /services/{kind}/{namespace}/{name}/history': {
    eventId: 'deployment-read',
    path: `${SERVICE}/history`,
  },
  'delete /services/{kind}/{namespace}/{name}/holds/{environment}': {
    eventId: 'hold-lift',
    path: `${SERVICE}/holds/staging`,
    people: true,
  },
  'get /known-names/{kind}/{namespace}/{name}': {
    eventId: 'deployment-read',
    path: '/known-names/component/default/shop',
  },
  'get /compare': {
    eventId: 'comparison-read',
    path: '/compare?service=shop&from=dev&to=staging',
  },
  'get /promotions': { eventId: 'promotion-read' },
  'post /promotions': {
    eventId: 'promotion-create',
    send: PLACE,
    people: true,
  },
  'get /promotions/{id}': { eventId: 'promotion-read' },
  'get /promotions/{id}/log': { eventId: 'promotion-read' },
  'post /promotions/{id}/approve': {
    eventId: 'promotion-approve',
    send: { digest: 'x' },
    people: true,
  },
  'post /promotions/{id}/reject': {
    eventId: 'promotion-reject',
    send: { comment: 'x' },
    people: true,
  },
  'post /promotions/{id}/cancel': {
    eventId: 'promotion-cancel',
    send: {},
    people: true,
  },
  'post /promotions/{id}/retry': { eventId: 'promotion-retry', people: true },
  'get /promotions/{id}/rollback': { eventId: 'promotion-read' },
  'post /promotions/{id}/rollback': {
    eventId: 'promotion-rollback',
    send: { reason: 'x' },
    people: true,
  },
  'get /freezes': { eventId: 'freeze-read' },
  'post /freezes': { eventId: 'freeze-create', send: FREEZE, people: true },
  'delete /freezes/{id}': { eventId: 'freeze-end', people: true },
  'post /checks': { eventId: 'check-report', send: CHECK },

  'environment:list-environments': { eventId: 'deployment-read' },
  'environment:list-services': { eventId: 'deployment-read' },
  'environment:get-service': {
    eventId: 'deployment-read',
    send: { service: 'shop' },
  },
  'environment:compare': { eventId: 'comparison-read', send: PLACE },
  'environment:list-promotions': { eventId: 'promotion-read' },
  'environment:get-promotion': {
    eventId: 'promotion-read',
    send: { promotionId: ID },
  },
  'environment:promote-service': {
    eventId: 'promotion-create',
    send: PLACE,
    people: true,
  },
  'environment:roll-back-promotion': {
    eventId: 'promotion-rollback',
    send: { promotionId: ID, reason: 'x' },
    people: true,
  },
  'environment:approve-promotion': {
    eventId: 'promotion-approve',
    send: { promotionId: ID, digest: 'x' },
    people: true,
  },
  'environment:reject-promotion': {
    eventId: 'promotion-reject',
    send: { promotionId: ID, comment: 'x' },
    people: true,
  },
  'environment:cancel-promotion': {
    eventId: 'promotion-cancel',
    send: { promotionId: ID },
    people: true,
  },
  'environment:retry-promotion': {
    eventId: 'promotion-retry',
    send: { promotionId: ID },
    people: true,
  },
  'environment:list-freezes': { eventId: 'freeze-read' },
  'environment:freeze-environment': {
    eventId: 'freeze-create',
    send: FREEZE,
    people: true,
  },
  'environment:end-freeze': {
    eventId: 'freeze-end',
    send: { freezeId: ID },
    people: true,
  },
};

const doors = Object.entries(CALLS);
const auditor = mockServices.auditor.mock();
const permissions = mockServices.permissions.mock();
let portal: TestPortal;

const ACTIONS = '/.backstage/actions/v1/actions';

function ask(method: string, path: string, credentials: string) {
  return request(portal.server)
    [method as 'get'](`/api/environment${path}`)
    .set('authorization', credentials);
}

/** Goes through a door, and answers the status and how each event of the audit log ended. */
async function pass(door: string, credentials = mockCredentials.user.header()) {
  const ended: string[] = [];
  auditor.createEvent.mockReset();
  auditor.createEvent.mockImplementation(async ({ eventId, meta }) => {
    expect(meta?.by).toMatch(/^(user|plugin|external):/);
    return {
      success: async () => void ended.push(`${eventId} succeeded`),
      fail: async ({ error }: { error: Error }) =>
        void ended.push(`${eventId} ${error.name}`),
    };
  });
  const { path, send } = CALLS[door];
  const [method, template] = door.split(' ');
  const asked = template
    ? ask(method, path ?? template.replace('{id}', ID), credentials)
    : ask('post', `${ACTIONS}/${door}/invoke`, credentials);
  const { status, body } = await (send || !template
    ? asked.send(send ?? {})
    : asked);
  return { status, body, ended };
}

function allow(result: AuthorizeResult.ALLOW | AuthorizeResult.DENY) {
  permissions.authorize.mockImplementation(async asked =>
    asked.map(() => ({ result })),
  );
}

beforeAll(async () => {
  portal = await TestPortal.start({
    knex: await databases.init('POSTGRES_18'),
    entities: [
      component('shop', {}, { owner: 'group:default/team-a' }),
      environment('dev', 'development'),
      environment('staging', 'staging', 'dev'),
    ],
    instances: [],
    permissions: permissions.factory,
    features: [auditor.factory],
  });
});

afterAll(() => portal?.stop());

describe('every door', () => {
  it('has a row here', async () => {
    const { body } = await ask('get', ACTIONS, mockCredentials.user.header());
    const actions = body.actions.map(({ id }: { id: string }) => id);
    const routes = Object.entries(readDocument(PACKAGE).paths).flatMap(
      ([path, methods]) =>
        Object.keys(methods as object).map(method => `${method} ${path}`),
    );

    expect(Object.keys(CALLS).sort()).toEqual([...routes, ...actions].sort());
  });

  it.each(doors)(
    'writes down who was refused: %s',
    async (door, { eventId }) => {
      allow(AuthorizeResult.DENY);
      const { status, ended } = await pass(door);

      // What acts on a promotion or freeze looks for it first: there is none.
      expect([403, 404]).toContain(status);
      expect(ended).toContain(
        `${eventId} ${status === 403 ? 'NotAllowedError' : 'NotFoundError'}`,
      );
    },
  );

  it.each(doors.filter(([, { people }]) => people))(
    'writes down which service did what only people may: %s',
    async (door, { eventId }) => {
      allow(AuthorizeResult.ALLOW);
      const { status, ended } = await pass(
        door,
        mockCredentials.service.header(),
      );

      expect(status).toBe(403);
      expect(ended).toEqual([`${eventId} NotAllowedError`]);
    },
  );

  it.each(doors)('writes down how it ended: %s', async (door, { eventId }) => {
    allow(AuthorizeResult.ALLOW);
    const { status, body, ended } = await pass(door);

    const how = status < 300 ? 'succeeded' : body.error.name;
    expect(status).toBeLessThan(500);
    expect(ended).toContain(`${eventId} ${how}`);
  });

  it('does what it is asked for, for most of them', async () => {
    allow(AuthorizeResult.ALLOW);
    const statuses = [];
    for (const [door] of doors) statuses.push((await pass(door)).status);

    expect(statuses.filter(status => status < 300).length).toBeGreaterThan(13);
  });
});
