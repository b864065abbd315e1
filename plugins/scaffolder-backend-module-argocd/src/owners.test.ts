import type { Entity } from '@backstage/catalog-model';
import { ArgoCdInstances, type Application } from '@towpath/argocd';
import { ArgoCdDouble, sampleApplication } from '@towpath/argocd/testUtils';
import { createCreateApplicationAction } from './actions/createApplication';
import { createRollbackAction } from './actions/rollback';
import { createSetParameterAction } from './actions/setParameter';
import { createSyncAction } from './actions/sync';
import { createWaitAction } from './actions/wait';
import {
  component,
  environment,
  guardsWith,
  type Portal,
} from './__testUtils__/guards';
import { connect, TestTask } from './__testUtils__/TestTask';

const SHOP = component('shop', 'finance');
const CART = component('cart', 'commerce');
const PROD = environment('prod');
const THIS_CLUSTER = 'https://kubernetes.default.svc';

let double: ArgoCdDouble;
let instances: ArgoCdInstances;
let tasks = 0;

beforeEach(async () => {
  double = await ArgoCdDouble.start({ finish: 'Succeeded' });
  instances = connect(double.config);
});
afterEach(async () => {
  await instances.close();
  await double.stop();
});

/** An application that was deployed twice, with the label of a service or other labels. */
function put(
  name: string,
  labels: Record<string, string> = { 'towpath.dev/service': name },
  spec: Partial<Application['spec']> = {},
) {
  const application = sampleApplication(name, {
    sync: { status: 'Synced' },
    health: { status: 'Healthy' },
    history: [0, 1].map(id => ({ id, revision: `r${id}` })),
  });
  application.metadata.labels = labels;
  Object.assign(application.spec, spec);
  return double.applications.put(application);
}

interface More {
  entities?: Entity[] | 'no answer';
  portal?: Portal | 'no answer';
  task?: TestTask;
  isDryRun?: boolean;
  anyOwner?: boolean;
}

/** Somebody runs a template, with a task of its own. */
function as(person: string, more: More = {}) {
  const { entities = [SHOP, CART, PROD], isDryRun, anyOwner } = more;
  const known = entities === 'no answer' ? undefined : entities;
  const { guard, creation } = guardsWith(known, more.portal);
  tasks += 1;
  const task = more.task ?? new TestTask(`task-${tasks}`, person);
  const run = (action: any, input: object) =>
    action.handler(
      task.run({ ...input, ...(anyOwner && { anyOwner }) }, { isDryRun }),
    );
  return {
    task,
    sync: (name: string, input: object = {}) =>
      run(createSyncAction(instances, guard), { name, ...input }),
    rollback: (name: string) =>
      run(createRollbackAction(instances, guard), { name }),
    set: (name: string) =>
      run(createSetParameterAction(instances, guard), {
        name,
        parameters: { 'image.tag': '6.6.6' },
      }),
    wait: (name: string) =>
      run(createWaitAction(instances, guard), {
        name,
        timeout: { seconds: 5 },
      }),
    create: (name: string, input: object = {}) =>
      run(createCreateApplicationAction(instances, creation), {
        name,
        repoUrl: 'http://git.example/myorg/gitops.git',
        path: `apps/${name}`,
        namespace: `${name}-own`,
        ...input,
      }),
  };
}

const labelled = (service: string, more: object = {}) => ({
  labels: { 'towpath.dev/service': service, ...more },
});
const changes = () =>
  double.requests.filter(({ method }) => method !== 'GET').length;

const NOT_THEIRS =
  'The application "shop" at Argo CD "main" belongs to group:default/finance, as an application of component:default/shop, and user:default/kwame is not of it';

describe('an application that a step names', () => {
  it.each(['sync', 'rollback', 'set'] as const)(
    'is changed by nobody of another team, in a dry run neither: %s',
    async action => {
      put('shop');

      await expect(as('kwame')[action]('shop')).rejects.toThrow(NOT_THEIRS);
      const dry = as('kwame', { isDryRun: true });
      await expect(dry[action]('shop')).rejects.toThrow(NOT_THEIRS);
      expect(changes()).toBe(0);
    },
  );

  it.each(['ada', 'grace', 'linus'])(
    'is changed by its team and the platform team: %s',
    async person => {
      put('shop');
      const { sync, rollback, set } = as(person);

      await sync('shop');
      await set('shop');
      await rollback('shop');
      expect(changes()).toBe(3);
    },
  );

  it('is changed by anybody where the template answers for it', async () => {
    put('shop');

    await as('kwame', { anyOwner: true }).sync('shop');
    expect(changes()).toBe(1);
  });

  it.each<[string, Record<string, string>, Entity[]]>([
    ['has no label', {}, []],
    ['names no component', { 'towpath.dev/service': 'gone' }, []],
    [
      'is named by an entity alone',
      {},
      [
        component('mine', 'commerce', {
          annotations: { 'argocd/app-name': 'shop' },
        }),
      ],
    ],
    [
      'is selected by an entity alone',
      { app: 'shop' },
      [
        component('mine', 'commerce', {
          annotations: { 'argocd/app-selector': 'app=shop' },
        }),
      ],
    ],
    [
      'names a component without owner',
      { 'towpath.dev/service': 'orphan' },
      [component('orphan')],
    ],
    [
      'names another namespace than the entity is in',
      { 'towpath.dev/service': 'twin' },
      [component('twin', 'commerce', { namespace: 'evil' })],
    ],
  ])(
    'is changed by the platform team alone while it %s',
    async (_, labels, entities) => {
      put('shop', labels);
      const all = [CART, PROD, ...entities];

      await expect(as('kwame', { entities: all }).sync('shop')).rejects.toThrow(
        /platform engineers alone may do this: .*(Label|Register|Write)/,
      );
      await as('linus', { entities: all }).sync('shop');
    },
  );

  it('belongs to nobody by a label in a project of another team', async () => {
    put('shop', { 'towpath.dev/service': 'cart' }, { project: 'finance' });
    const prod = environment('prod', { projects: { finance: ['finance'] } });
    const entities = [SHOP, CART, prod];

    await expect(as('kwame', { entities }).sync('shop')).rejects.toThrow(
      'it is in the project finance, whose applications are for services of group:default/finance',
    );
  });

  it('is changed by who owns the service that an environment names for it', async () => {
    put('legacy', {});
    const prod = environment('prod', { applications: { cart: 'legacy' } });
    const entities = [SHOP, CART, prod];

    await as('kwame', { entities }).sync('legacy');
    await expect(as('ada', { entities }).sync('legacy')).rejects.toThrow(
      'belongs to group:default/commerce',
    );
  });

  it('is neither refused nor changed while the catalog does not answer', async () => {
    put('shop');

    const { sync, wait } = as('ada', { entities: 'no answer' });
    for (const asked of [sync('shop'), wait('shop')]) {
      await expect(asked).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        message: expect.stringMatching(
          /could not be asked whose .*503 from the catalog. Run the step again/,
        ),
      });
    }
    expect(changes()).toBe(0);
  });

  it('is read by everybody where the board tells of it, and else by few', async () => {
    put('shop');
    put('monitoring', {});

    await as('kwame').wait('shop');
    await as('linus').wait('monitoring');
    await expect(as('kwame').wait('monitoring')).rejects.toThrow(
      'is nobody’s that the portal knows of',
    );
  });
});

describe('an application that a step creates', () => {
  it.each(['shop', 'Shop'])(
    'is not labelled for %s of another team',
    async service => {
      const words =
        'would be an application of component:default/shop, which belongs to group:default/finance, and user:default/kwame is not of it';

      await expect(
        as('kwame').create('mine', labelled(service)),
      ).rejects.toThrow(words);
      const dry = as('kwame', { isDryRun: true });
      await expect(dry.create('mine', labelled(service))).rejects.toThrow(
        words,
      );
      expect(changes()).toBe(0);
    },
  );

  it('is made by the owner, and for a component that does not exist yet', async () => {
    await as('ada').create('shop-prod', labelled('shop'));
    await as('kwame').create('new-prod', labelled('new'));

    expect(double.applications.all()).toHaveLength(2);
  });

  it('is made, synced and awaited by the task that made its component', async () => {
    const task = new TestTask('task-new', 'kwame');
    const own = component('new', 'finance', {
      annotations: { 'towpath.dev/task': 'task-new' },
    });
    const entities = [SHOP, own, PROD];
    const { create, sync } = as('kwame', { task, entities });

    await create('new-prod', labelled('new'));
    await sync('new-prod');
    await create('new-prod', labelled('new'));

    const later = as('kwame', { entities });
    await expect(later.sync('new-prod')).rejects.toThrow('belongs to');
    await expect(later.create('new-dev', labelled('new'))).rejects.toThrow(
      'retry that run',
    );
  });

  it('stays the task’s own while nobody has it', async () => {
    const { create, sync, wait } = as('kwame');
    await create('try');
    await sync('try');
    await wait('try');

    await expect(as('kwame').sync('try')).rejects.toThrow('nobody’s');
  });

  it.each(['annotations', 'labels'])(
    'says of no task that it has made it: %s',
    async where => {
      await expect(
        as('kwame').create('try', { [where]: { 'towpath.dev/task': 'x' } }),
      ).rejects.toThrow('leave it out');
    },
  );

  it.each([{ upsert: true }, { upsert: false }])(
    'takes the place of nobody’s and of no other team’s: %j',
    async input => {
      put('shop');
      const there = { ...double.applications.get('shop').spec };

      await expect(as('kwame').create('shop', input)).rejects.toThrow(
        'The application "shop" at Argo CD "main" exists. It belongs to group:default/finance',
      );
      expect(double.applications.get('shop').spec).toEqual(there);
    },
  );

  it('takes the place of none that is nobody’s, whatever project it is in', async () => {
    put('infra', {}, { project: 'platform' });

    await expect(as('kwame').create('infra', { upsert: true })).rejects.toThrow(
      'exists. It is nobody’s',
    );
    await as('linus').create('infra', { upsert: true });
  });

  it('replaces one of one’s own', async () => {
    put('cart');

    await as('kwame').create('cart', { ...labelled('cart'), upsert: true });
    expect(double.applications.get('cart').spec.source?.path).toBe('apps/cart');
  });

  it('comes into no project of another team', async () => {
    const prod = environment('prod', { projects: { finance: ['finance'] } });
    const entities = [SHOP, CART, prod];
    const project = 'finance';

    for (const name of ['shop-prod', 'mine']) {
      await expect(
        as('kwame', { entities }).create(name, { project }),
      ).rejects.toThrow('group:default/finance');
    }
    await as('ada', { entities }).create('shop-prod', { project });
  });

  it.each(['payments', 'argocd/payments'])(
    'becomes none that an environment names for another team: %s',
    async named => {
      const prod = environment('prod', { applications: { shop: named } });

      await expect(
        as('kwame', { entities: [SHOP, prod] }).create('payments'),
      ).rejects.toThrow('would be an application of component:default/shop');
    },
  );

  it('is neither refused nor made while the catalog does not answer', async () => {
    await expect(
      as('ada', { entities: 'no answer' }).create('shop', labelled('shop')),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
    expect(changes()).toBe(0);
  });
});

describe('the namespace of another team', () => {
  const server = THIS_CLUSTER;
  const namespace = 'payments';

  it.each<[string, object, object]>([
    ['by the same address', { server }, { server }],
    ['by a slash more', { server: `${server}/` }, { server }],
    ['by address and name', { server }, { cluster: 'in-cluster' }],
    ['by name and address', { name: 'in-cluster' }, { server }],
    ['by the same name', { name: 'eu' }, { cluster: 'eu' }],
    [
      'by a name that has the address',
      { server: 'https://eu' },
      { cluster: 'eu' },
    ],
    ['by a name that nobody knows', { server: 'https://x' }, { cluster: 'us' }],
  ])('is refused %s', async (_, theirs, mine) => {
    double.clusters = [{ name: 'eu', server: 'https://eu' }];
    put('shop', undefined, { destination: { ...theirs, namespace } });

    await expect(
      as('kwame').create('cart-prod', {
        ...labelled('cart'),
        ...mine,
        namespace,
      }),
    ).rejects.toThrow(
      'would go into the namespace payments of a cluster where application "shop" is. That belongs to group:default/finance',
    );
  });

  it.each<[string, object, object]>([
    ['of another cluster by address', { server }, { server: 'https://eu' }],
    ['of another cluster by name', { name: 'us' }, { cluster: 'eu' }],
    ['of another cluster by both', { server }, { cluster: 'eu' }],
  ])('is not that %s', async (_, theirs, mine) => {
    double.clusters = [{ name: 'eu', server: 'https://eu' }];
    put('shop', undefined, { destination: { ...theirs, namespace } });

    await as('kwame').create('cart-prod', { ...mine, namespace });
    expect(changes()).toBe(1);
  });

  it('is refused while nobody is known to own what is there', async () => {
    put('monitoring', {}, { destination: { server, namespace } });

    await expect(
      as('kwame').create('cart-prod', { namespace }),
    ).rejects.toThrow('That is nobody’s');
    await as('linus').create('infra-prod', { namespace });
  });

  it('is shared by applications of one team, and where the template answers', async () => {
    put('shop', undefined, { destination: { server, namespace } });

    await as('grace').create('worker', { namespace });
    await as('kwame', { anyOwner: true }).create('mine', { namespace });
    expect(changes()).toBe(2);
  });

  it('is not taken for free while Argo CD does not answer', async () => {
    put('shop', undefined, { destination: { server, namespace } });
    double.fail(/GET .*applications$/, 403, { code: 7, error: 'no' }, 5);

    await expect(
      as('kwame').create('cart-prod', { namespace }),
    ).rejects.toThrow('could not list applications');
    expect(changes()).toBe(0);
  });
});

describe('an application whose label names a service that a stranger registered anew', () => {
  const names = [
    {
      ref: 'component:default/shop',
      isNobodys: false,
      owner: 'group:default/finance',
      location: 'url:https://git.example/finance/shop/catalog-info.yaml',
    },
  ];
  const squatted = component('shop', 'commerce', {
    annotations: {
      'backstage.io/managed-by-location':
        'url:https://git.example/commerce/tools/catalog-info.yaml',
    },
  });
  const LABELS = {
    'towpath.dev/service': 'shop',
    'towpath.dev/environment': 'prod',
  };

  it.each(['sync', 'rollback', 'set'] as const)(
    'is not changed by the stranger: %s',
    async action => {
      for (const labels of [LABELS, { 'towpath.dev/service': 'shop' }]) {
        put('shop', labels);
        const kwame = as('kwame', {
          entities: [squatted, PROD],
          portal: { names },
        });
        await expect(kwame[action]('shop')).rejects.toThrow(
          /was first known for.*finance.*towpath.dev\/owner: commerce/,
        );
      }
      expect(changes()).toBe(0);
    },
  );

  it('is changed by the stranger’s team once its label says that it is theirs', async () => {
    put('shop', { ...LABELS, 'towpath.dev/owner': 'commerce' });
    const entities = [squatted, PROD];
    await as('kwame', { entities, portal: { names } }).sync('shop');
    expect(changes()).toBe(1);
  });

  it('is not changed while nobody can say what the name meant before', async () => {
    put('shop', LABELS);
    const ada = as('ada', { portal: 'no answer' });
    await expect(ada.sync('shop')).rejects.toThrow('could not be asked');
    expect(changes()).toBe(0);
  });
});

describe('an application where versions pass gates', () => {
  const LABELS = {
    'towpath.dev/service': 'shop',
    'towpath.dev/environment': 'prod',
  };
  const approval = { type: 'approval', title: 'Approval by the leads' };
  const gated = { environments: [{ name: 'prod', gates: [approval] }] };
  const freeze = { reason: 'Sale', holds: true } as never;
  const frozen = { environments: [{ name: 'prod', gates: [], freeze }] };
  const other = { images: ['shop=registry.example/shop:6.6.6'], upsert: true };

  const acts: [string, (who: ReturnType<typeof as>) => Promise<unknown>][] = [
    ['set', ({ set }) => set('shop')],
    ['rollback', ({ rollback }) => rollback('shop')],
    ['sync of another commit', ({ sync }) => sync('shop', { revision: 'me' })],
    [
      'create in its place',
      ({ create }) => create('shop', { labels: LABELS, ...other }),
    ],
  ];

  it.each(acts)('is not led past them by its owner: %s', async (_, act) => {
    put('shop', LABELS);
    await expect(act(as('ada', { portal: gated }))).rejects.toThrow(
      /in the environment prod.*Approval by the leads.*Promote/,
    );
    await expect(act(as('ada', { portal: frozen }))).rejects.toThrow('Sale');
    await expect(act(as('ada', { portal: 'no answer' }))).rejects.toThrow(
      'could not be asked',
    );
    expect(changes()).toBe(0);
  });

  it.each(acts)('is changed by platform engineers: %s', async (_, act) => {
    put('shop', LABELS);
    await act(as('linus', { portal: gated }));
    expect(changes()).toBeGreaterThan(0);
  });

  it('is deployed by its owner as Git says, which has passed them', async () => {
    put('shop', LABELS);
    await as('ada', { portal: gated }).sync('shop');
    expect(changes()).toBe(1);
  });

  it('is set by its owner where no version passes any', async () => {
    put('shop', LABELS);
    const open = { environments: [{ name: 'prod', gates: [] }] };
    await as('ada', { portal: open }).set('shop');
    expect(changes()).toBe(1);
  });
});

describe('the folder that an application is to be deployed from', () => {
  const at = (path: string) => ({
    source: {
      repoURL: 'http://git.example/myorg/gitops.git',
      path,
      targetRevision: 'main',
    },
  });

  it.each([
    ['the same', 'apps/cart'],
    ['around it', 'apps'],
    ['the whole repository', '.'],
    ['within it', 'apps/cart/base'],
    ['by a detour', 'apps/shop/../cart'],
  ])('is not that of another team: %s', async (_, path) => {
    put('cart', { 'towpath.dev/service': 'cart' }, at('apps/cart'));
    const ada = as('ada');
    for (const input of [{ path }, { path, ...labelled('shop') }]) {
      await expect(ada.create('mine', input)).rejects.toThrow(
        'services of group:default/commerce alone are deployed',
      );
    }
    expect(changes()).toBe(0);
  });

  it('may be one that several teams deploy from, one of one’s own, or any to platform engineers', async () => {
    put('cart', { 'towpath.dev/service': 'cart' }, at('chart'));
    put('shop', { 'towpath.dev/service': 'shop' }, at('chart'));
    put('basket', { 'towpath.dev/service': 'cart' }, at('apps/cart'));
    await as('ada').create('shared', { path: 'chart' });
    await as('kwame').create('mine', { path: 'apps/cart' });
    await as('linus').create('any', { path: 'apps/cart' });
    expect(changes()).toBe(3);
  });

  const SOURCE = 'http://git.example/commerce/cart';
  const described = component('cart', 'commerce', {
    annotations: {
      'backstage.io/managed-by-location': `url:${SOURCE}/src/branch/main/catalog-info.yaml`,
    },
  });
  const entities = [SHOP, described, PROD];

  it('is not that of a service which nothing is deployed of yet', async () => {
    const input = { repoUrl: `${SOURCE}.git`, path: 'deploy' };
    const ada = as('ada', { entities });
    await expect(ada.create('mine', input)).rejects.toThrow(
      'the folder of component:default/cart',
    );
    await as('kwame', { entities }).create('theirs', input);
  });

  it('makes an application ambiguous that its label gives to one, and its folder to another', async () => {
    const labels = {
      'towpath.dev/service': 'shop',
      'towpath.dev/environment': 'prod',
    };
    const source = { repoURL: SOURCE, path: 'deploy', targetRevision: 'main' };
    put('shop', labels, { source });
    const ada = as('ada', { entities });
    await expect(ada.sync('shop')).rejects.toThrow('component:default/cart');
    expect(changes()).toBe(0);
  });
});
