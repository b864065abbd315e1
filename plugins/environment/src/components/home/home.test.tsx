import type { Entity } from '@backstage/catalog-model';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { scmIntegrationsApiRef } from '@backstage/integration-react';
import { ConfigReader } from '@backstage/config';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { QueryClientProvider } from '@tanstack/react-query';
import { screen, within } from '@testing-library/react';
import {
  ada,
  component,
  finance,
  commerce,
  people,
} from '@towpath/home-react/testUtils';
import { createQueryClient } from '@towpath/ui';
import type {
  EnvironmentApi,
  Freeze,
  Promotion,
} from '@towpath/plugin-environment-common';
import { environmentApiRef } from '../../api/environmentApiRef';
import { ServicesSection } from './ServicesSection';
import { WaitingSection } from './WaitingSection';

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
  await renderInTestApp(
    <QueryClientProvider client={createQueryClient()}>
      <WaitingSection />
      <ServicesSection />
    </QueryClientProvider>,
    {
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      apis: [
        [
          identityApiRef,
          mockApis.identity({
            userEntityRef: ada,
            ownershipEntityRefs: given.ownershipRefs ?? [ada, finance],
          }),
        ],
        [environmentApiRef, environmentsOf(given)],
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
      ],
    },
  );
}

function catalogThatIsAway() {
  const catalog = catalogApiMock({ entities: people });
  catalog.getEntities = async () => {
    throw new NotAllowedError('The database is away.');
  };
  return catalog;
}

const section = (name: string) => screen.findByRole('region', { name });

describe('my services on home', () => {
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

  it('teaches someone who owns nothing', async () => {
    await openHome({ ownershipRefs: [ada] });
    expect(
      await screen.findByText('You are in no team yet'),
    ).toBeInTheDocument();
  });
});

describe('what waits for me on home', () => {
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

  it('is nothing at all when nothing does', async () => {
    await openHome({ entities: [component('payment-service', finance)] });
    await within(await section('My services')).findByText('payment-service');
    expect(
      screen.queryByRole('region', { name: 'Waiting for me' }),
    ).not.toBeInTheDocument();
  });

  it.each<[string, Given]>([
    [
      'the backend does not answer',
      {
        environments: {
          listFreezes: async () => {
            throw new NotAllowedError('The database is away.');
          },
        },
      },
    ],
    ['it is not known what is mine', { catalog: catalogThatIsAway() }],
  ])('is never said to be nothing when %s', async (_, given) => {
    await openHome(given);
    expect(
      await screen.findByText('What waits for you is not known'),
    ).toBeVisible();
    expect(screen.getAllByRole('alert')[0]).toHaveTextContent(
      'The database is away.',
    );
  });
});
