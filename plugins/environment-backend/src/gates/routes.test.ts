import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  createApiRouter,
  policySubjectsServiceRef,
} from '@towpath/backend-kit';
import { StillClock } from '@towpath/clock/testing';
import type { Freeze, paths } from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';
import request from 'supertest';
import { environmentEntity, serviceCatalog } from '../__testUtils__/gates';
import { checkRoutes } from '../routes/checkRoutes';
import { freezeRoutes } from '../routes/freezeRoutes';
import { holdRoutes } from '../routes/holdRoutes';
import { createAuthorizer } from '../permissions/createAuthorizer';
import { CheckStore } from './checks/CheckStore';
import { createGateParts, type GateParts } from './createGateParts';
import { openTables } from '../openTables';
import { PACKAGE } from '../packageName';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const SHOP = 'component:default/shop';
const clock = new StillClock('2026-11-25T14:00:00Z');
const auditor = mockServices.auditor.mock();
const permissions = mockServices.permissions.mock();
const onChange = jest.fn();
const environments = [
  environmentEntity('staging'),
  environmentEntity('prod', {
    freezes: [
      {
        schedule: '0 18 * * FRI',
        duration: 'PT62H',
        timeZone: 'Europe/Berlin',
        reason: 'Weekend',
      },
    ],
  }),
];

let knex: Knex;
let parts: GateParts;
let backend: Awaited<ReturnType<typeof startTestBackend>>;

const gatesOverHttp = createBackendPlugin({
  pluginId: 'environment',
  register({ registerInit }) {
    registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        subjects: policySubjectsServiceRef,
      },
      async init(deps) {
        parts = createGateParts({
          ...deps,
          knex,
          services: serviceCatalog(environments),
          catalog: catalogServiceMock(),
          auditor,
          authorizer: createAuthorizer(permissions),
          policySubjects: deps.subjects,
          clock,
        });
        parts.changes.listen(onChange);
        deps.httpRouter.use(
          createApiRouter<paths>(PACKAGE, [
            freezeRoutes({ ...parts, ...deps }),
            checkRoutes({ ...parts, ...deps }),
            holdRoutes({ ...parts, ...deps }),
          ]),
        );
      },
    });
  },
});

beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  await openTables(mockServices.database({ knex }));
  backend = await startTestBackend({ features: [gatesOverHttp] });
});

afterAll(() => backend.stop());

beforeEach(async () => {
  await knex.raw('TRUNCATE freezes, checks, holds');
  clock.set('2026-11-25T14:00:00Z');
  jest.resetAllMocks();
  auditor.createEvent.mockResolvedValue({
    success: jest.fn(),
    fail: jest.fn(),
  });
  allowAllBut();
});

/** Everything is allowed but these permissions. */
function allowAllBut(...denied: string[]) {
  permissions.authorize.mockImplementation(async asked =>
    asked.map(({ permission }) => ({
      result: denied.includes(permission.name)
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
    })),
  );
}

function call(method: 'get' | 'post' | 'delete', path: string) {
  return request(backend.server)
    [method](`/api/environment${path}`)
    .set('authorization', mockCredentials.user.header());
}

const freeze = (change: object = {}) =>
  call('post', '/freezes').send({
    environment: 'prod',
    reason: 'Black Friday',
    endsAt: '2026-11-25T16:00:00Z',
    ...change,
  });

async function list(query = ''): Promise<Freeze[]> {
  const { body } = await call('get', `/freezes${query}`).expect(200);
  return body.items;
}

describe('freezes over HTTP', () => {
  it('hold from when they are asked for, and wake what waits', async () => {
    const { body } = await freeze({ services: ['shop'] }).expect(201);

    expect(body).toMatchObject({
      environment: 'prod',
      services: [SHOP],
      active: true,
      recurring: false,
      startsAt: '2026-11-25T14:00:00.000Z',
      createdBy: 'user:default/mock',
      canEnd: { allowed: true },
    });
    expect(onChange).toHaveBeenCalledWith({ environment: 'prod' });
  });

  it('are listed with what holds first, page by page, recurring ones in their place', async () => {
    await freeze({
      reason: 'Later',
      startsAt: '2026-12-24T00:00:00Z',
      endsAt: '2026-12-27T00:00:00Z',
    });
    await freeze({ reason: 'Now' });
    await freeze({
      reason: 'Soon',
      startsAt: '2026-11-26T00:00:00Z',
      endsAt: '2026-11-27T00:00:00Z',
    });

    const reasons: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await call(
        'get',
        `/freezes?limit=1${cursor ? `&cursor=${cursor}` : ''}`,
      );
      reasons.push(...body.items.map(({ reason }: Freeze) => reason));
      cursor = body.nextCursor;
    } while (cursor);

    expect(reasons).toEqual(['Now', 'Soon', 'Weekend', 'Later']);
    expect(await list('?environment=staging')).toEqual([]);
  });

  it('end when a person ends them, once, and are found among the past ones', async () => {
    const { body } = await freeze();
    clock.set('2026-11-25T14:30:00Z');

    await call('delete', `/freezes/${body.id}`).expect(204);
    await call('delete', `/freezes/${body.id}`).expect(204);

    expect((await list()).map(({ reason }) => reason)).toEqual(['Weekend']);
    expect((await list('?past=true&environment=prod'))[1]).toMatchObject({
      id: body.id,
      active: false,
      endsAt: '2026-11-25T14:30:00.000Z',
      endedBy: 'user:default/mock',
    });
    expect(
      auditor.createEvent.mock.calls
        .map(([{ eventId, meta }]) => [eventId, meta?.by])
        .filter(([eventId]) => eventId !== 'freeze-read'),
    ).toEqual([
      ['freeze-create', 'user:default/mock'],
      ['freeze-end', 'user:default/mock'],
      ['freeze-end', 'user:default/mock'],
    ]);
  });

  it('of a definition cannot be ended here', async () => {
    const [weekend] = await list();

    expect(weekend.canEnd).toEqual({
      allowed: false,
      why: 'It is part of the definition of prod. Change spec.freezes there.',
    });
    const { body } = await call('delete', `/freezes/${weekend.id}`).expect(409);
    expect(body.error.message).toMatch(/Change spec\.freezes\[0\] there/);
  });

  it('are for those who may: others read them and are told why not', async () => {
    const { body } = await freeze();
    allowAllBut('environment.freeze.create');

    expect((await list())[0].canEnd).toEqual({
      allowed: false,
      why: expect.stringContaining('environment.freeze.create'),
    });
    await freeze().expect(403);
    await call('delete', `/freezes/${body.id}`).expect(403);
    expect((await list())[0].active).toBe(true);

    allowAllBut('environment.freeze.read');
    await call('get', '/freezes').expect(403);
  });

  it('are for people, not for services', async () => {
    const { status } = await freeze().set(
      'authorization',
      mockCredentials.service.header(),
    );
    expect(status).toBe(403);
  });

  it.each([
    [
      { endsAt: '2026-11-25T13:00:00Z' },
      400,
      /^endsAt is 2026-11-25T13:00:00Z, which is over/,
    ],
    [{ startsAt: '2026-11-26T00:00:00Z' }, 400, /which is not after startsAt/],
    [{ endsAt: '2026-12-31T23:59:60Z' }, 400, /^endsAt .* which is no time/],
    [{ reason: '  ' }, 400, /^reason is empty/],
    [{ reason: undefined }, 400, /reason/],
    [{ environment: 'nowhere' }, 404, /nowhere/],
    [{ services: ['nothing'] }, 404, /nothing/],
  ])(
    'are refused when they make no sense: %j',
    async (change, status, says) => {
      const { body } = await freeze(change).expect(status);
      expect(body.error.message).toMatch(says);
    },
  );

  it('refuse a cursor that no page gave, and an id that is none', async () => {
    const page = await call('get', '/freezes?cursor=bm9uc2Vuc2U');
    const end = await call('delete', '/freezes/none');

    expect([page.status, end.status]).toEqual([400, 404]);
  });
});

describe('checks over HTTP', () => {
  const report = (change: object = {}) =>
    call('post', '/checks').send({
      service: 'shop',
      version: '1.4.2',
      name: 'smoke',
      state: 'passed',
      ...change,
    });

  it('keep the newest report under the service of the catalog', async () => {
    await report().expect(204);
    await report({ state: 'failed' }).expect(204);

    const found = await new CheckStore(knex).find({
      service: SHOP,
      version: '1.4.2',
      name: 'smoke',
    });
    expect(found).toMatchObject({
      state: 'failed',
      reportedBy: 'user:default/mock',
    });
    expect(onChange).toHaveBeenCalledWith({ service: SHOP });
  });

  it('are refused from who may not, and for what nobody knows', async () => {
    const unknown = await report({ service: 'nothing' });
    const wrong = await report({ state: 'green' });
    allowAllBut('environment.check.report');
    const forbidden = await report();

    expect([unknown, wrong, forbidden].map(({ status }) => status)).toEqual([
      404, 400, 403,
    ]);
  });
});

describe('a hold after a rollback', () => {
  const target = { service: SHOP, environment: 'prod' };
  const lift = () =>
    call('delete', '/services/component/default/shop/holds/prod');

  beforeEach(() =>
    parts.holdStore.place(target, {
      reason: '1.4.2 was rolled back',
      by: 'user:default/ada',
    }),
  );

  it('keeps its first reason, and shows where it is', async () => {
    await parts.holdStore.place(target, { reason: 'Again', by: 'x' });

    const cell = (environment: string) => ({
      service: SHOP,
      deployment: { environment, state: 'deployed' as const },
    });
    expect(
      await parts.holdDecorator.decorate([cell('staging'), cell('prod')]),
    ).toEqual([
      {},
      {
        hold: {
          since: '2026-11-25T14:00:00.000Z',
          reason: '1.4.2 was rolled back',
          by: 'user:default/ada',
        },
      },
    ]);
  });

  it('is lifted by who manages promotions, once', async () => {
    allowAllBut('environment.promotion.manage');
    await lift().expect(403);
    allowAllBut();
    await lift().expect(204);
    await lift().expect(204);

    expect(await parts.holdStore.find(target)).toBeUndefined();
    expect(onChange).toHaveBeenCalledTimes(1);
    expect(onChange).toHaveBeenCalledWith(target);
  });
});
