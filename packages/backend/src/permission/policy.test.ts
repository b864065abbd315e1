import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import authBackend from '@backstage/plugin-auth-backend';
import catalogBackend from '@backstage/plugin-catalog-backend';
import templateKind from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import { catalogPermissions } from '@backstage/plugin-catalog-common/alpha';
import permissionBackend from '@backstage/plugin-permission-backend';
import {
  isResourcePermission,
  type Permission,
} from '@backstage/plugin-permission-common';
import type { PolicyQueryUser } from '@backstage/plugin-permission-node';
import scaffolderBackend from '@backstage/plugin-scaffolder-backend';
import { scaffolderPermissions } from '@backstage/plugin-scaffolder-common/alpha';
import { environmentAccess } from '@towpath/plugin-environment-backend';
import { environmentPermissions } from '@towpath/plugin-environment-common';
import request from 'supertest';
import { eventually } from '../__testUtils__/eventually';
import {
  signInPeople,
  testPeople,
  type Headers,
  type SignedIn,
} from '../__testUtils__/people';
import { sampleEntities } from '../__testUtils__/sampleEntities';
import { startPortal } from '../__testUtils__/startPortal';
import { collectAccess } from '../access/PortalAccess';
import { upstreamAccess } from '../access/upstream';
import rolePolicy from '.';
import { RolePermissionPolicy } from './RolePermissionPolicy';

const PAYMENT_SERVICE = 'component:default/payment-service';

type Person = keyof Headers;

const access = collectAccess([...upstreamAccess, environmentAccess]);

let portal: Awaited<ReturnType<typeof startPortal>>;
let people: Headers;
let taskId: string;
const logger = mockServices.rootLogger.mock();
logger.child.mockReturnValue(logger);

const EVERYONE: SignedIn[] = ['stranger', 'owner', 'platformEngineer'];
const OWNER: SignedIn[] = ['owner', 'platformEngineer'];
const PLATFORM: SignedIn[] = ['platformEngineer'];

const expected: Record<string, SignedIn[]> = {
  'catalog.entity.read': EVERYONE,
  'catalog.entity.create': EVERYONE,
  'catalog.entity.validate': EVERYONE,
  'catalog.entity.refresh': OWNER,
  'catalog.entity.delete': OWNER,
  'catalog.location.read': EVERYONE,
  'catalog.location.create': EVERYONE,
  'catalog.location.analyze': EVERYONE,
  'catalog.location.delete': EVERYONE,
  'catalog.ingestion.read': PLATFORM,
  'catalog.ingestion.manage': PLATFORM,
  'scaffolder.template.parameter.read': EVERYONE,
  'scaffolder.template.step.read': EVERYONE,
  'scaffolder.action.execute': EVERYONE,
  'scaffolder.task.create': EVERYONE,
  'scaffolder.task.read': OWNER,
  'scaffolder.task.cancel': OWNER,
  'scaffolder.template.dry-run': PLATFORM,
  'scaffolder.template.management': PLATFORM,
};

const permissions: Permission[] = [
  ...catalogPermissions,
  ...scaffolderPermissions,
];

const cases = permissions.flatMap(permission =>
  EVERYONE.map(person => [permission.name, person, permission] as const),
);

function resourceRef(permission: Permission): string | undefined {
  if (!isResourcePermission(permission)) {
    return undefined;
  }
  const refs: Record<string, string> = {
    'catalog-entity': PAYMENT_SERVICE,
    'scaffolder-template': 'template:default/say-hello',
    'scaffolder-action': 'debug:log',
    'scaffolder-task': taskId,
  };
  return refs[permission.resourceType];
}

async function ask(person: SignedIn, permission: Permission): Promise<string> {
  const answer = await request(portal.baseUrl)
    .post('/api/permission/authorize')
    .set(people[person])
    .send({
      items: [{ id: '1', permission, resourceRef: resourceRef(permission) }],
    })
    .expect(200);
  return answer.body.items[0].result;
}

async function registeredNames(pluginId: string): Promise<string[]> {
  const { body } = await request(portal.baseUrl)
    .get(`/api/${pluginId}/.well-known/backstage/permissions/metadata`)
    .set(people.owner)
    .expect(200);
  return body.permissions.map((permission: Permission) => permission.name);
}

beforeAll(async () => {
  portal = await startPortal([
    logger.factory,
    testPeople,
    sampleEntities,
    authBackend,
    permissionBackend,
    catalogBackend,
    templateKind,
    scaffolderBackend,
    rolePolicy,
  ]);
  people = await signInPeople(portal.baseUrl);
  taskId = await eventually(startTask);
});

afterAll(() => portal.stop());

async function startTask(): Promise<string> {
  const { status, body } = await request(portal.baseUrl)
    .post('/api/scaffolder/v2/tasks')
    .set(people.owner)
    .send({ templateRef: 'template:default/say-hello', values: {} });
  if (status !== 201) {
    throw new Error(`No task yet: ${JSON.stringify(body)}`);
  }
  return body.id;
}

describe('the permission policy', () => {
  it.each(cases)('decides %s for %s', async (name, person, permission) => {
    const isAllowed = expected[name].some(allowed => allowed === person);

    expect(await ask(person, permission)).toBe(isAllowed ? 'ALLOW' : 'DENY');
  });

  it.each(permissions)('denies $name to nobody', async permission => {
    const policy = new RolePermissionPolicy({
      access,
      platformEngineers: new Set(),
      userInfo: mockServices.userInfo(),
      logger,
    });

    expect(await policy.handle({ permission }, undefined)).toEqual({
      result: 'DENY',
    });
  });

  it('has a row for each permission that the plugins register, and no other', async () => {
    const registered = [
      ...(await registeredNames('catalog')),
      ...(await registeredNames('scaffolder')),
      ...environmentPermissions.map(({ name }) => name),
    ];

    expect([...access.permissions.keys()].sort()).toEqual(registered.sort());
  });

  it('denies ownership of a resource type that has no owner', async () => {
    const odd: Permission = {
      type: 'resource',
      name: 'catalog.entity.delete',
      attributes: { action: 'delete' },
      resourceType: 'unheard-of',
    };

    const { body } = await request(portal.baseUrl)
      .post('/api/permission/authorize')
      .set(people.owner)
      .send({ items: [{ id: '1', permission: odd, resourceRef: 'x' }] });

    expect(body.items[0].result).toBe('DENY');
  });

  it('names the rule of a decision in the log, at debug', async () => {
    logger.debug.mockClear();

    await ask('stranger', catalogPermissions[2]);

    expect(logger.debug).toHaveBeenCalledWith('Decided a permission', {
      permission: 'catalog.entity.delete',
      rule: 'catalog.entity.delete: owner',
      result: 'CONDITIONAL',
      user: 'user:default/kwame',
    });
  });
});

describe('the policy on environments', () => {
  const owners = ['user:default/ada', 'group:default/team-finance'];
  const OWNS_SERVICE = 'IS_SERVICE_OWNER';
  const OWNS_ENVIRONMENT = 'IS_ENVIRONMENT_OWNER';
  const decisions: Record<string, string[] | 'ALLOW' | 'DENY'> = {
    'environment.deployment.read': 'ALLOW',
    'environment.promotion.read': 'ALLOW',
    'environment.freeze.read': 'ALLOW',
    'environment.promotion.create': [OWNS_SERVICE, OWNS_ENVIRONMENT],
    'environment.promotion.approve': 'ALLOW',
    'environment.promotion.rollback': [OWNS_SERVICE, OWNS_ENVIRONMENT],
    'environment.promotion.manage': [OWNS_SERVICE, OWNS_ENVIRONMENT],
    'environment.freeze.create': [OWNS_ENVIRONMENT],
    'environment.check.report': 'DENY',
  };
  const policy = new RolePermissionPolicy({
    access,
    platformEngineers: new Set(['group:default/platform-team']),
    userInfo: mockServices.userInfo({
      userEntityRef: owners[0],
      ownershipEntityRefs: owners,
    }),
    logger,
  });
  const credentials = mockCredentials.user(owners[0]);

  it.each(environmentPermissions)(
    'decides $name for who owns something',
    async permission => {
      const decision = await policy.handle({ permission }, {
        credentials,
      } as PolicyQueryUser);

      const text = JSON.stringify(decision);
      const named = [OWNS_SERVICE, OWNS_ENVIRONMENT].filter(
        rule =>
          text.includes(`"rule":"${rule}"`) &&
          text.includes(JSON.stringify({ owners })),
      );
      expect(
        decision.result === 'CONDITIONAL' ? named : decision.result,
      ).toEqual(decisions[permission.name]);
    },
  );
});

describe('the doors behind the policy', () => {
  async function uidOf(name: string): Promise<string> {
    const { body } = await request(portal.baseUrl)
      .get(`/api/catalog/entities/by-name/component/default/${name}`)
      .set(people.owner)
      .expect(200);
    return body.metadata.uid;
  }

  it.each(['stranger', 'owner', 'platformEngineer'] as const)(
    'show the catalog to %s',
    async person => {
      const { body } = await request(portal.baseUrl)
        .get('/api/catalog/entities?filter=kind=component')
        .set(people[person])
        .expect(200);
      expect(body).toHaveLength(2);
    },
  );

  it.each([
    ['get', '/api/catalog/entities'],
    ['post', '/api/permission/authorize'],
    ['get', '/api/scaffolder/v2/tasks'],
    ['post', '/api/catalog/refresh'],
  ] as const)('are shut to nobody: %s %s', async (method, path) => {
    await request(portal.baseUrl)[method](path).set(people.nobody).expect(401);
  });

  it('list tasks to who started them and to platform engineers only', async () => {
    const ids = async (person: Person) => {
      const { body } = await request(portal.baseUrl)
        .get('/api/scaffolder/v2/tasks')
        .set(people[person])
        .expect(200);
      return body.tasks.map((task: { id: string }) => task.id);
    };

    expect(await ids('owner')).toContain(taskId);
    expect(await ids('platformEngineer')).toContain(taskId);
    expect(await ids('stranger')).toEqual([]);
  });

  it.each([
    ['stranger', 403],
    ['owner', 200],
    ['platformEngineer', 200],
  ] as const)('let %s refresh payment-service: %d', async (person, status) => {
    await request(portal.baseUrl)
      .post('/api/catalog/refresh')
      .set(people[person])
      .send({ entityRef: PAYMENT_SERVICE })
      .expect(status);
  });

  it('let a team delete its own service and no other', async () => {
    const cart = await uidOf('cart-service');
    const remove = (person: Person) =>
      request(portal.baseUrl)
        .delete(`/api/catalog/entities/by-uid/${cart}`)
        .set(people[person]);

    await remove('owner').expect(403);
    await remove('stranger').expect(204);
  });
});
