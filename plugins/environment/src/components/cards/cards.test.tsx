import { NotAllowedError } from '@backstage/errors';
import { screen, within } from '@testing-library/react';
import { userEvent } from '@towpath/ui/testUtils';
import {
  calm,
  deployment,
  service,
  summaries,
} from '../../__testUtils__/deploymentFixtures';
import { environmentFixture } from '../../__testUtils__/environmentFixture';
import { component, showPlugin } from '../../__testUtils__/showPlugin';
import { StubEnvironment } from '../../__testUtils__/StubEnvironment';

const card = (name: string) => screen.findByRole('region', { name });

describe('the card of a component', () => {
  it('says where it runs, with ways to Argo CD and to the pipeline', async () => {
    const backend = new StubEnvironment({
      environments: summaries(),
      services: [calm('payment-service', '1.4.2')],
    });
    showPlugin({ backend, entity: component('payment-service') });
    const runsIn = within(await card('Runs in'));
    const [first] = await runsIn.findAllByRole('link', { name: /1\.4\.2/ });
    expect(first).toHaveAttribute(
      'href',
      'https://argocd.myorg.example/applications/app-dev',
    );
    expect(runsIn.getAllByRole('listitem')).toHaveLength(3);
    expect(
      runsIn.getByRole('link', { name: 'Pipeline' }).getAttribute('href'),
    ).toMatch(/\/pipeline$/);
  });

  it('says how the first version comes to where none has been yet', async () => {
    const backend = new StubEnvironment({
      environments: summaries(),
      services: [
        service('payment-service', [
          deployment('dev', '1.4.2'),
          { environment: 'staging', state: 'empty' },
        ]),
      ],
    });
    showPlugin({ backend, entity: component('payment-service') });
    const runsIn = within(await card('Runs in'));
    const [, staging] = await runsIn.findAllByRole('listitem');
    expect(staging).toHaveTextContent(/not here yet.*promote 1\.4\.2 from dev/);
  });

  it('says why it cannot be shown when the environments are not known', async () => {
    const backend = new StubEnvironment({
      environments: summaries(),
      services: [calm('payment-service')],
    });
    backend.refuse(
      'get',
      '/environments',
      new NotAllowedError('You may not see them.'),
      { once: true },
    );
    showPlugin({ backend, entity: component('payment-service') });
    const runsIn = within(await card('Runs in'));
    expect(await runsIn.findByRole('alert')).toHaveTextContent(
      'You may not see them.',
    );
    await userEvent.click(runsIn.getByRole('button', { name: 'Try again' }));
    expect(await runsIn.findAllByRole('listitem')).toHaveLength(3);
  });
});

describe('the card of an environment', () => {
  it('lists what runs there and nothing else, and is filtered by name', async () => {
    const elsewhere = service('promo-service', [deployment('dev', '1.0.0')]);
    const backend = new StubEnvironment({
      environments: summaries(),
      services: [calm('cart-service'), calm('payment-service'), elsewhere],
    });
    backend.servicesFor({ query: 'promo' }, [elsewhere]);
    showPlugin({
      backend,
      entity: environmentFixture('prod', 'production', 'staging'),
    });
    const here = within(await card('What runs here'));
    expect(await here.findByText('cart-service')).toBeVisible();
    expect(here.queryByText('promo-service')).not.toBeInTheDocument();
    await userEvent.type(here.getByRole('searchbox'), 'promo');
    expect(await here.findByText('No service matches')).toBeVisible();
  });

  it('finds the few that run there among hundreds that do not', async () => {
    const elsewhere = Array.from({ length: 450 }, (_, index) =>
      service(`service-${index}`, [deployment('dev', '1.0.0')]),
    );
    const backend = new StubEnvironment({ environments: summaries() });
    backend.servicesInPages([...elsewhere, calm('zebra-service')], 200);
    showPlugin({
      backend,
      entity: environmentFixture('prod', 'production', 'staging'),
    });
    const here = within(await card('What runs here'));
    expect(await here.findByText('zebra-service')).toBeVisible();
  });

  it('says that the next page did not come, and asks for it again', async () => {
    const elsewhere = Array.from({ length: 250 }, (_, index) =>
      service(`service-${index}`, [deployment('dev', '1.0.0')]),
    );
    const backend = new StubEnvironment({ environments: summaries() });
    backend.servicesInPages([...elsewhere, calm('zebra-service')], 200);
    backend.refuse(
      'get',
      '/services',
      new NotAllowedError('The database is away.'),
      { query: { cursor: '200' }, once: true },
    );
    showPlugin({
      backend,
      entity: environmentFixture('prod', 'production', 'staging'),
    });
    const here = within(await card('What runs here'));
    expect(await here.findByRole('alert')).toHaveTextContent(
      'The services after these did not come: The database is away.',
    );
    await userEvent.click(here.getByRole('button', { name: 'Try again' }));
    expect(await here.findByText('zebra-service')).toBeVisible();
  });
});
