import { screen, within } from '@testing-library/react';
import { userEvent } from '@towpath/ui/testUtils';
import { QueryClientProvider } from '@tanstack/react-query';
import type { Entity } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { identityApiRef, storageApiRef } from '@backstage/frontend-plugin-api';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { scmIntegrationsApiRef } from '@backstage/integration-react';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { visitsApiRef, VisitsStorageApi } from '@backstage/plugin-home';
import { ScmIntegrations } from '@backstage/integration';
import { ConfigReader } from '@backstage/config';
import { createQueryClient } from '@towpath/ui';
import { environmentApiRef } from '@towpath/plugin-environment';
import type {
  EnvironmentApi,
  Freeze,
  Promotion,
} from '@towpath/plugin-environment-common';
import { HomePage } from './HomePage';

const ada = 'user:default/ada';
const finance = 'group:default/team-finance';
const commerce = 'group:default/team-commerce';

const person: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'ada' },
  spec: { profile: { displayName: 'Ada Okafor' } },
};

const group = (name: string, title: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, title },
  spec: { type: 'team' },
});

const documented = { 'backstage.io/techdocs-ref': 'dir:.' };

const component = (
  name: string,
  owner: string,
  extra: {
    annotations?: Record<string, string>;
    relations?: Entity['relations'];
    lifecycle?: string;
  } = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, annotations: extra.annotations ?? documented },
  spec: {
    type: 'service',
    lifecycle: extra.lifecycle ?? 'production',
    owner,
  },
  relations: [
    { type: 'ownedBy', targetRef: owner },
    ...(extra.relations ?? []),
  ],
});

const people = [
  person,
  group('team-finance', 'Finance'),
  group('team-commerce', 'Commerce'),
];

const never = { allowed: false };

const promotion = (
  id: string,
  service: string,
  extra: Partial<Promotion>,
): Promotion => ({
  id,
  kind: 'promotion',
  service: `component:default/${service}`,
  to: 'prod',
  version: '1.4.2',
  status: 'awaiting-approval',
  requestedBy: ada,
  createdAt: '2026-11-25T12:00:00.000Z',
  steps: [],
  edits: [],
  approval: { digest: id, required: [], decisions: [] },
  can: {
    approve: never,
    reject: never,
    cancel: never,
    retry: never,
    rollback: never,
  },
  ...extra,
});

const freeze = (reason: string, extra: Partial<Freeze> = {}): Freeze => ({
  id: reason,
  environment: 'prod',
  reason,
  active: true,
  recurring: false,
  ...extra,
});

interface Given {
  entities?: Entity[];
  ownershipRefs?: string[];
  announcements?: Array<Record<string, string>>;
  catalog?: ReturnType<typeof catalogApiMock>;
  approvals?: Promotion[];
  askedFor?: Promotion[];
  freezes?: Freeze[];
  /** What the environment backend answers otherwise. */
  environments?: Partial<EnvironmentApi>;
}

/** An environment backend that knows no deployments, and what waits as given. */
function environmentsOf(given: Given): Partial<EnvironmentApi> {
  return {
    listEnvironments: async () => [],
    listServices: async () => ({ items: [], total: 0 }),
    listPromotions: async query => ({
      items: (query?.waitingForMe ? given.approvals : given.askedFor) ?? [],
    }),
    listFreezes: async () => ({ items: given.freezes ?? [] }),
    ...given.environments,
  };
}

async function openHome(given: Given = {}) {
  const identity = mockApis.identity({
    userEntityRef: ada,
    ownershipEntityRefs: given.ownershipRefs ?? [ada, finance],
  });
  const storage = mockApis.storage();
  const config = {
    towpath: { announcements: given.announcements ?? [] },
  };
  await renderInTestApp(
    <QueryClientProvider client={createQueryClient()}>
      <HomePage />
    </QueryClientProvider>,
    {
      config,
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      apis: [
        [identityApiRef, identity],
        [environmentApiRef, environmentsOf(given)],
        [storageApiRef, storage],
        [permissionApiRef, mockApis.permission()],
        [
          scmIntegrationsApiRef,
          ScmIntegrations.fromConfig(new ConfigReader({})),
        ],
        [
          catalogApiRef,
          given.catalog ??
            catalogApiMock({
              entities: [...people, ...(given.entities ?? [])],
            }),
        ],
        [
          visitsApiRef,
          VisitsStorageApi.create({
            storageApi: storage,
            identityApi: identity,
          }),
        ],
      ],
    },
  );
}

const section = (name: string) => screen.findByRole('region', { name });

describe('home', () => {
  it("never counts another team's things as mine", async () => {
    await openHome({
      entities: [
        component('payment-service', finance),
        component('checkout', commerce),
      ],
    });
    const services = await section('My services');
    expect(
      await within(services).findByText('payment-service'),
    ).toBeInTheDocument();
    expect(screen.queryByText('checkout')).not.toBeInTheDocument();
    const counts = await section('What I own');
    expect(within(counts).getByRole('listitem')).toHaveTextContent(
      'Component1',
    );
  });

  it('says that the catalog failed; it does not say that I own nothing', async () => {
    const catalog = catalogApiMock({ entities: people });
    catalog.getEntities = async () => {
      throw new Error('connection refused');
    };
    await openHome({ catalog });
    const services = await section('My services');
    const alert = await within(services).findByRole('alert');
    expect(alert).toHaveTextContent('connection refused');
    expect(alert).toHaveTextContent('Try again');
    expect(screen.queryByText(/own no service/)).not.toBeInTheDocument();
  });

  it('shows what runs where of all my services, asked for at once', async () => {
    const listServices = jest.fn<
      ReturnType<EnvironmentApi['listServices']>,
      Parameters<EnvironmentApi['listServices']>
    >(async () => ({
      total: 1,
      items: [
        {
          ref: 'component:default/payment-service',
          name: 'payment-service',
          deployments: [
            {
              environment: 'prod',
              state: 'deployed',
              version: '1.4.0',
              health: 'Degraded',
            },
          ],
        },
      ],
    }));
    await openHome({
      entities: [
        component('payment-service', finance),
        component('payment-worker', finance),
      ],
      environments: {
        listServices,
        listEnvironments: async () => [
          {
            ref: 'environment:default/prod',
            name: 'prod',
            title: 'Production',
            tier: 'production',
            owner: 'group:default/platform-team',
            auto: false,
            delivery: 'commit',
            gates: [],
          },
        ],
      },
    });
    const services = within(await section('My services'));
    expect(
      await services.findByRole('columnheader', { name: 'Production' }),
    ).toBeInTheDocument();
    expect(
      services.getByRole('cell', { name: /1\.4\.0.*degraded/ }),
    ).toBeInTheDocument();
    expect(listServices).toHaveBeenCalledTimes(1);
    expect(listServices.mock.calls[0][0]?.service).toEqual([
      'component:default/payment-service',
      'component:default/payment-worker',
    ]);
  });

  it('keeps my services and their links when it is not known what runs where', async () => {
    await openHome({
      entities: [component('payment-service', finance)],
      environments: {
        listServices: async () => {
          throw new NotAllowedError('You may not see deployments.');
        },
      },
    });
    const services = within(await section('My services'));
    expect(await services.findByText('payment-service')).toBeInTheDocument();
    expect(
      services.getByText(/not known: You may not see deployments/),
    ).toBeInTheDocument();
  });

  it('greets by name and leads to my teams', async () => {
    await openHome();
    expect(await screen.findByText(/, Ada$/)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Finance' })).toHaveAttribute(
      'href',
      '/catalog/default/group/team-finance',
    );
  });

  it('teaches someone who owns nothing, and gives them a first day', async () => {
    await openHome({ ownershipRefs: [ada] });
    expect(
      await screen.findByText('You are in no team yet'),
    ).toBeInTheDocument();
    const steps = await section('First steps');
    expect(steps).toHaveTextContent('0 of 4 done');
    expect(
      within(steps).getByRole('link', { name: 'Find your team' }),
    ).toBeInTheDocument();
  });

  it('names what needs attention, why, and the next step', async () => {
    await openHome({
      entities: [
        component('payment-service', finance, {
          relations: [
            { type: 'dependsOn', targetRef: 'component:default/old-ledger' },
            { type: 'dependsOn', targetRef: 'resource:default/gone' },
          ],
        }),
        component('old-ledger', commerce, { lifecycle: 'deprecated' }),
        component('payment-worker', finance, { annotations: {} }),
      ],
    });
    const attention = await section('Needs attention');
    const [missing, deprecated, docs, ...others] =
      within(attention).getAllByRole('listitem');
    expect(missing).toHaveTextContent(
      /Missing relation.*payment-service.*does not know resource:default\/gone/,
    );
    expect(deprecated).toHaveTextContent(
      /Deprecated dependency.*payment-service.*Uses old-ledger/,
    );
    expect(
      within(deprecated).getByRole('link', { name: 'See old-ledger' }),
    ).toHaveAttribute('href', '/catalog/default/component/old-ledger');
    expect(docs).toHaveTextContent(/No docs.*payment-worker/);
    expect(others).toEqual([]);
  });

  it('is quiet when nothing needs attention', async () => {
    await openHome({ entities: [component('payment-service', finance)] });
    await within(await section('My services')).findByText('payment-service');
    expect(
      screen.queryByRole('region', { name: 'Needs attention' }),
    ).not.toBeInTheDocument();
  });

  it('hides an announcement for good when asked, and only that one', async () => {
    await openHome({
      announcements: [
        { id: 'a', title: 'New runners' },
        { id: 'b', title: 'Freeze on Friday', severity: 'critical' },
        { id: 'c', title: 'Last year', until: '2020-01-01' },
      ],
    });
    const titles = () =>
      screen
        .getAllByRole('article')
        .map(article => within(article).getByRole('heading').textContent);
    await screen.findByText('Freeze on Friday');
    expect(titles()).toEqual(['Freeze on Friday', 'New runners']);

    await userEvent.click(
      screen.getByRole('button', { name: 'Hide “Freeze on Friday”' }),
    );
    expect(titles()).toEqual(['New runners']);
  });

  it('names what waits for me, and leaves out what is not mine or no news', async () => {
    const now = Date.now();
    const minutesAgo = (minutes: number) =>
      new Date(now - minutes * 60_000).toISOString();
    await openHome({
      entities: [component('payment-service', finance)],
      approvals: [promotion('a', 'ledger', { reason: 'PAY-311' })],
      askedFor: [
        promotion('b', 'payment-service', {
          status: 'failed',
          outcome: 'Not healthy within 10 min.',
          endedAt: minutesAgo(5),
        }),
        promotion('f', 'cart', {
          version: `sha256:${'a'.repeat(64)}`,
          status: 'rolled-back',
          outcome: '1.4.0 runs again.',
          endedAt: minutesAgo(6),
        }),
        // What they rolled back themselves is no news to them.
        promotion('g', 'search', { kind: 'rollback', status: 'succeeded' }),
        promotion('h', 'search', {
          status: 'rolled-back',
          endedAt: minutesAgo(20),
        }),
        // Somebody has got it right since.
        promotion('c', 'refunds', { status: 'succeeded' }),
        promotion('d', 'refunds', {
          status: 'failed',
          endedAt: minutesAgo(60),
        }),
        promotion('e', 'old', {
          status: 'failed',
          endedAt: minutesAgo(60 * 24 * 30),
        }),
      ],
      freezes: [
        freeze('Black Friday'),
        freeze('Theirs', { services: ['component:default/checkout'] }),
        freeze('Later', { active: false }),
      ],
    });
    const items = within(await section('Waiting for me')).getAllByRole(
      'listitem',
    );
    expect(items.map(item => item.textContent)).toEqual([
      expect.stringMatching(/Approval.*ledger 1.4.2 → prod.*PAY-311.*Decide/),
      expect.stringMatching(/Failed.*payment-service.*Not healthy/),
      expect.stringMatching(/Rolled back.*cart a{12} → prod.*1.4.0 runs again/),
      expect.stringMatching(/Freeze.*prod.*Black Friday/),
    ]);
  });

  it('says calmly that nothing waits', async () => {
    await openHome({ entities: [component('payment-service', finance)] });
    expect(await screen.findByText('Nothing waits for you.')).toBeVisible();
    expect(
      screen.queryByRole('region', { name: 'Waiting for me' }),
    ).not.toBeInTheDocument();
  });
});
