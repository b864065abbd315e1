import { TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { component, environment } from './__testUtils__/entities';
import { PromotionTestPlatform } from './__testUtils__/PromotionTestPlatform';
import { TestDelivery } from './__testUtils__/startDelivery';
import { until } from './__testUtils__/startPortal';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const EVIL_REPOSITORY = 'https://git.example/newcomers/tools';
const APPROVED = {
  gates: [{ type: 'approval', by: 'owner-leads' }],
  // It may write where the shop is deployed from.
  argocd: { applications: { solo: 'solo-prod' } },
};

/** As the catalog has what Kwame registers from a repository of his own. */
const registered = (
  name: string,
  owner: string,
  annotations: Record<string, string> = {},
): Entity =>
  component(
    name,
    {
      'backstage.io/managed-by-location': `url:${EVIL_REPOSITORY}/tree/main/${name}/catalog-info.yaml`,
      ...annotations,
    },
    { owner },
  );

const inNamespace = (namespace: string, entity: Entity): Entity => ({
  ...entity,
  metadata: { ...entity.metadata, namespace },
});

let delivery: TestDelivery;
let platform: PromotionTestPlatform;
/** A promotion of the shop to staging, which has failed: it can be retried and rolled back. */
let failed: string;

beforeAll(async () => {
  const knex = await databases.init('POSTGRES_18');
  delivery = await TestDelivery.start();
  for (const name of ['dev', 'staging', 'prod']) {
    await delivery.createApplication(name);
  }
  for (const name of ['dev', 'prod']) {
    await createLabelled('solo', name);
    await createLabelled('guest', name);
  }
  await delivery.run('1.1.0-broken');
  platform = await PromotionTestPlatform.start({
    knex,
    delivery,
    entities: [
      component('shop', {}, { owner: 'group:default/team-a' }),
      registered('evil', 'group:default/team-b', {
        'argocd/app-selector': 'towpath.dev/service=shop',
        'backstage.io/source-location': `url:${delivery.sourceUrl}/`,
      }),
      registered('solo', 'user:default/kwame'),
      registered('hers', 'user:default/ada'),
      registered('guest', 'group:default/team-b'),
      inNamespace('evil', registered('shop', 'group:default/team-b')),
      environment('dev', 'development'),
      environment('staging', 'staging', 'dev', {
        promotion: { rollbackOnFailure: false },
      }),
      environment('prod', 'production', 'dev', APPROVED),
      inNamespace(
        'evil',
        environment('prod', 'development', 'dev', {
          owner: 'group:default/team-b',
        }),
      ),
    ],
  });
  await platform.waitForVersion('1.1.0-broken', 'dev');
  await platform.waitForVersion('1.0.0', 'staging');
  const { body } = await platform.as('ada').post('/promotions', {
    service: 'component:default/shop',
    from: 'dev',
    to: 'staging',
  });
  failed = body.promotionId;
  await platform.waitFor(failed, one => one.status === 'failed');
});

afterAll(async () => {
  await platform?.stop();
  await delivery?.stop();
});

/** An application of another service, by its labels, which reads what the shop's reads. */
async function createLabelled(service: string, place: string) {
  await delivery.argocd('POST', '/applications', {
    metadata: {
      name: `${service}-${place}`,
      labels: {
        'towpath.dev/service': service,
        'towpath.dev/environment': place,
      },
    },
    spec: {
      project: 'default',
      source: {
        repoURL: delivery.repoUrl,
        path: `apps/shop/overlays/${place}`,
        targetRevision: 'main',
      },
      destination: { name: 'dev', namespace: `${service}-${place}` },
      syncPolicy: { automated: {} },
    },
  });
}

const label = (service: string) =>
  delivery.argocd('PATCH', '/applications/shop-staging', {
    patchType: 'merge',
    patch: JSON.stringify({
      metadata: { labels: { 'towpath.dev/service': service } },
    }),
  });

const placeOf = async (service: string, where: string) => {
  const path = `/services/component/default/${service}`;
  const { body } = await platform.as('ada').get(path);
  return body.deployments?.find((one: any) => one.environment === where);
};

/** What somebody is answered who acts on the failed promotion. */
async function act(person: string, what: 'retry' | 'rollback' | 'cancel') {
  const { status, body } = await platform
    .as(person)
    .post(`/promotions/${failed}/${what}`, { reason: 'Mine now' });
  return { status, message: body.error?.message ?? '' };
}

/** Refused, and without a trace in Git or the promotion. */
async function expectUntouched(attack: () => Promise<{ status: number }>) {
  const before = await delivery.messages();
  const { status } = await attack();
  expect([401, 403, 404, 409]).toContain(status);
  expect(await delivery.messages()).toEqual(before);
  expect((await platform.promotion(failed)).status).toBe('failed');
  return status;
}

describe('a promotion of another team', () => {
  it.each(['outsider', 'kwame'])(
    'is neither retried nor rolled back by %s',
    async person => {
      for (const what of ['retry', 'rollback'] as const) {
        expect(await expectUntouched(() => act(person, what))).toBe(403);
      }
    },
  );

  it.each(['retry', 'rollback'] as const)(
    'grants no %s any more once its application is another’s, to neither of both',
    async what => {
      await label('evil');
      await until(async () => {
        const state = (await placeOf('shop', 'staging'))?.state;
        return state !== 'deployed';
      });

      expect(await expectUntouched(() => act('ada', what))).toBe(409);
      expect(await expectUntouched(() => act('kwame', what))).toBe(403);

      await label('shop');
      await until(async () => {
        const state = (await placeOf('shop', 'staging'))?.state;
        return state === 'deployed';
      });
    },
  );
});

describe('an entity that claims applications of another', () => {
  it('promotes nothing, and is told whose they are', async () => {
    const { problem, promotable } = await placeOf('evil', 'staging');
    expect(problem).toContain('belongs to component:default/shop');
    expect(promotable).toBeUndefined();

    await expectUntouched(async () => {
      const { status, body } = await platform.as('kwame').post('/promotions', {
        service: 'evil',
        from: 'dev',
        to: 'staging',
      });
      expect(body.error.message).toContain('belongs to component:default/shop');
      return { status };
    });
  });

  it('is not taken for the other by a name that both have', async () => {
    const twins = { service: 'shop', from: 'dev', to: 'prod' };
    const byName = () => platform.as('kwame').post('/promotions', twins);
    expect(await expectUntouched(byName)).toBe(403);
    await expectUntouched(() =>
      platform
        .as('kwame')
        .post('/promotions', { ...twins, service: 'component:evil/shop' }),
    );
  });

  it('shows no commit and no link of the repository that it says is its source', async () => {
    for (const path of [
      '/services/component/default/evil',
      '/services/component/default/evil/history',
      '/compare?service=evil&from=dev&to=prod',
    ]) {
      const { body } = await platform.as('kwame').get(path);
      expect(JSON.stringify(body)).not.toContain(delivery.sourceUrl);
    }
  });
});

describe('two services that are deployed from one folder', () => {
  it.each([
    ['guest', 'kwame'],
    ['shop', 'ada'],
  ])(
    'write nothing there, for it is the other’s too: %s',
    async (service, by) => {
      const both =
        /overlays\/prod\/kustomization.yaml.*(guest.*shop|shop.*guest)/;
      const path = `/compare?service=${service}&from=dev&to=prod`;
      const { message } = await until(async () => {
        const { body } = await platform.as(by).get(path);
        return body.error;
      });
      expect(message).toMatch(both);

      const status = await expectUntouched(() =>
        platform
          .as(by)
          .post('/promotions', { service, from: 'dev', to: 'prod' }),
      );
      expect(status).toBe(409);
    },
  );
});

describe('an entity whose owner is a person', () => {
  it('is approved by nobody as its own', async () => {
    const path = '/compare?service=solo&from=dev&to=prod';
    const gates = await until(async () => {
      const { body } = await platform.as('kwame').get(path);
      return body.gates as object[] | undefined;
    });
    expect(gates).toContainEqual(
      expect.objectContaining({
        type: 'approval',
        state: 'closed',
        message: expect.stringContaining('one person'),
      }),
    );

    await expectUntouched(() =>
      platform
        .as('kwame')
        .post('/promotions', { service: 'solo', from: 'dev', to: 'prod' }),
    );
  });

  it('grants nothing to who has registered it in the name of somebody else', async () => {
    const hers = { service: 'hers', from: 'dev', to: 'staging' };
    const status = await expectUntouched(() =>
      platform.as('kwame').post('/promotions', hers),
    );
    expect(status).toBe(403);
  });
});

describe('freezes and checks', () => {
  const freeze = {
    environment: 'prod',
    reason: 'Mine now',
    endsAt: '2030-01-01T00:00:00Z',
  };
  const check = {
    service: 'component:default/shop',
    version: '1.1.0-broken',
    name: 'e2e',
    state: 'passed',
  };

  // Kwame's team owns an environment of the same name in a namespace of its own.
  it.each(['outsider', 'kwame', 'ada'])(
    'of an environment are none of %s, who owns another of its name at most',
    async person => {
      const by = platform.as(person);
      expect((await by.post('/freezes', freeze)).status).toBe(403);
      const { body } = await platform.as('linus').post('/freezes', freeze);
      expect((await by.remove(`/freezes/${body.id}`)).status).toBe(403);
      expect(
        (await platform.as('linus').remove(`/freezes/${body.id}`)).status,
      ).toBe(204);
    },
  );

  it.each(['outsider', 'kwame', 'ada'])(
    'of a version are not reported by %s, of another’s service nor their own',
    async person => {
      for (const service of [check.service, 'evil', 'solo']) {
        const { status } = await platform
          .as(person)
          .post('/checks', { ...check, service });
        expect(status).toBe(403);
      }
    },
  );
});
