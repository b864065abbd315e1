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
import type { Freeze } from '@towpath/plugin-environment-common';
import {
  deployment,
  service,
  summaries,
} from '../../__testUtils__/deploymentFixtures';
import { StubEnvironment } from '../../__testUtils__/StubEnvironment';
import { environmentApiRef } from '../../api/environmentApiRef';
import { rootRouteRef } from '../../routes';
import { FreezesSection } from './FreezesSection';
import { ServicesSection } from './ServicesSection';

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
  backend?: StubEnvironment;
}

async function openHome({
  entities = [],
  ownershipRefs = [ada, finance],
  catalog = catalogApiMock({ entities: [...people, ...entities] }),
  backend = new StubEnvironment(),
}: Given = {}) {
  await renderInTestApp(
    <QueryClientProvider client={createQueryClient()}>
      <FreezesSection />
      <ServicesSection />
    </QueryClientProvider>,
    {
      mountedRoutes: {
        '/environments': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      apis: [
        [
          identityApiRef,
          mockApis.identity({
            userEntityRef: ada,
            ownershipEntityRefs: ownershipRefs,
          }),
        ],
        [environmentApiRef, backend.api],
        [
          scmIntegrationsApiRef,
          ScmIntegrations.fromConfig(new ConfigReader({})),
        ],
        [catalogApiRef, catalog],
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
    const prod = { ...summaries()[2], title: 'Production' };
    const backend = new StubEnvironment({
      environments: [prod],
      services: [
        service('payment-service', [
          deployment('prod', '1.4.0', { health: 'Degraded' }),
        ]),
      ],
    });
    await openHome({
      entities: [
        component('payment-service', finance),
        component('payment-worker', finance),
      ],
      backend,
    });
    const services = within(await section('My services'));
    expect(
      await services.findByRole('columnheader', { name: 'Production' }),
    ).toBeInTheDocument();
    expect(
      services.getByRole('cell', { name: /1\.4\.0.*degraded/ }),
    ).toBeInTheDocument();
    const refs = ['payment-service', 'payment-worker'];
    expect(backend.askedFor('get', '/services')).toEqual([
      expect.objectContaining({
        query: {
          limit: 2,
          service: refs.map(name => `component:default/${name}`),
        },
      }),
    ]);
  });

  it('keeps my services and their links when it is not known what runs where', async () => {
    const backend = new StubEnvironment();
    backend.refuse(
      'get',
      '/services',
      new NotAllowedError('You may not see deployments.'),
    );
    await openHome({
      entities: [component('payment-service', finance)],
      backend,
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

describe('freezes on home', () => {
  it('names those that hold my services, and leaves out what is not mine or not yet', async () => {
    const backend = new StubEnvironment({
      freezes: [
        freeze('Black Friday'),
        freeze('Audit', { services: ['component:default/payment-service'] }),
        freeze('Theirs', { services: ['component:default/checkout'] }),
        freeze('Later', { active: false }),
      ],
    });
    await openHome({
      entities: [component('payment-service', finance)],
      backend,
    });
    const items = within(await section('Freezes')).getAllByRole('listitem');
    expect(items.map(item => item.textContent)).toEqual([
      expect.stringMatching(/Freeze.*prod.*Black Friday.*See freezes/),
      expect.stringMatching(/Freeze.*prod.*Audit/),
    ]);
  });

  it('are nothing at all to somebody without a service, or when none holds', async () => {
    const backend = new StubEnvironment({ freezes: [freeze('Black Friday')] });
    await openHome({ ownershipRefs: [ada], backend });
    await screen.findByText('You are in no team yet');
    expect(
      screen.queryByRole('region', { name: 'Freezes' }),
    ).not.toBeInTheDocument();
  });

  it.each<[string, () => Given]>([
    [
      'the backend does not answer',
      () => {
        const backend = new StubEnvironment();
        const away = new NotAllowedError('The database is away.');
        backend.refuse('get', '/freezes', away);
        return { backend };
      },
    ],
    ['it is not known what is mine', () => ({ catalog: catalogThatIsAway() })],
  ])('are never said to be none when %s', async (_, given) => {
    await openHome(given());
    expect(
      await screen.findByText('What is frozen is not known'),
    ).toBeVisible();
    expect(screen.getAllByRole('alert')[0]).toHaveTextContent(
      'The database is away.',
    );
  });
});
