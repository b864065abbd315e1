import { NotAllowedError } from '@backstage/errors';
import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import { userEvent } from '@towpath/ui/testUtils';
import {
  calm,
  deployment,
  service,
  summaries,
} from '../../__testUtils__/deploymentFixtures';
import { awaitingFixture } from '../../__testUtils__/promotionFixtures';
import { showPlugin } from '../../__testUtils__/showPlugin';
import {
  StubEnvironment,
  type EnvironmentData,
} from '../../__testUtils__/StubEnvironment';

const payments = service('payment-service', [
  deployment('dev', '1.4.3'),
  deployment('staging', '1.4.2', { behind: 1, promotable: true }),
  deployment('prod', '1.4.0', { health: 'Degraded', sync: 'OutOfSync' }),
]);

const frozen = {
  id: 'f1',
  environment: 'prod',
  reason: 'Black Friday',
  active: true,
  recurring: false,
  endsAt: '2030-12-02T08:00:00.000Z',
};

const given = (data: EnvironmentData = {}) =>
  new StubEnvironment({
    environments: summaries(),
    services: [payments, calm('cart-service')],
    ...data,
  });

function showBoard(data: EnvironmentData = {}, path?: string) {
  const backend = given(data);
  return { backend, ...showPlugin({ backend, path }) };
}

/** What services were asked for, in order. */
const askedFor = (backend: StubEnvironment) =>
  backend.askedFor('get', '/services').map(({ query }) => query);

// By its text: working out the accessible name of each row takes seconds.
const row = async (name: string) =>
  (await screen.findByText(name)).closest<HTMLElement>('[role=row]')!;
const names = () =>
  screen
    .getAllByRole('rowheader', { hidden: true })
    .map(header => header.textContent);

describe('the board', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('says of each place what runs there and what is wrong with it, in words', async () => {
    showBoard();
    const [dev, staging, prod] = within(await row('payment-service'))
      .getAllByRole('cell')
      .slice(1);
    expect(dev).toHaveTextContent(/healthy.*1\.4\.3/);
    expect(staging).toHaveTextContent(/1\.4\.2.*1 behind/);
    expect(prod).toHaveTextContent(/1\.4\.0.*degraded.*drifted/);
  });

  it('says what is not healthy beside a healthy service, and what "behind" counts', async () => {
    const beside = ['CronJob nightly: Suspended'];
    showBoard({
      services: [
        service('payment-service', [
          deployment('dev', '1.4.3'),
          deployment('staging', '1.4.1', { beside, behind: 2 }),
        ]),
      ],
    });
    const [, staging] = within(await row('payment-service'))
      .getAllByRole('cell')
      .slice(1);
    expect(within(staging).getByText('nightly suspended beside')).toBeVisible();
    expect(within(staging).getByText('2 behind')).toHaveAttribute(
      'title',
      expect.stringContaining('have been healthy'),
    );
  });

  it('tells apart what is empty, what could not be asked and what is not understood', async () => {
    const unknown = {
      version: undefined,
      deployedAt: undefined,
      health: 'Unknown' as const,
      sync: 'Unknown' as const,
    };
    showBoard({
      services: [
        service('payment-service', [
          deployment('dev', '', {
            ...unknown,
            problem: 'Not understood: spec.source.plugin',
            notUnderstood: ['spec.source.plugin'],
          }),
          deployment('staging', '', {
            ...unknown,
            problem: 'Argo CD did not answer',
            unasked: 'Argo CD did not answer',
          }),
          { environment: 'prod', state: 'unasked', unasked: 'It is away' },
        ]),
        service('cart-service', [
          deployment('dev', '1.4.3', { notUnderstood: ['spec.magic'] }),
          deployment('staging', '', {
            ...unknown,
            state: 'empty',
            health: 'Missing',
            sync: 'OutOfSync',
            problem: 'Nothing was deployed here yet',
            promotable: true,
          }),
        ]),
      ],
    });
    const cells = async (name: string) =>
      within(await row(name))
        .getAllByRole('cell')
        .slice(1)
        .map(cell => cell.textContent?.replace(', Opens in a new window', ''));
    const arrow = 'Promote cart-service 1.4.3 from dev to staging';
    expect(await cells('payment-service')).toEqual([
      'dev‽not understoodnot understoodspec.source.plugin',
      'staging…could not askcould not askArgo CD did not answer',
      'prod…could not askcould not askIt is away',
    ]);
    expect((await cells('cart-service')).slice(0, 2)).toEqual([
      expect.stringMatching(/●healthy1\.4\.3.*‽not understood: spec\.magic$/),
      `staging→${arrow}–not here yetnot here yetpromote 1.4.3 from dev`,
    ]);
  });

  it('finds what is not understood by a filter of its own', async () => {
    const odd = service('payment-service', [
      deployment('dev', '1.4.3', { notUnderstood: ['spec.magic'] }),
    ]);
    const { backend } = showBoard({ services: [calm('cart-service'), odd] });
    backend.servicesFor({ notUnderstood: true }, [odd]);
    await row('cart-service');
    await userEvent.click(screen.getByLabelText('Only not understood'));
    await waitFor(() => expect(names()).toEqual(['payment-service']));
    expect(askedFor(backend).at(-1)).toMatchObject({ notUnderstood: true });
  });

  it('offers no version that was rolled back here, and leads to the run that ended so', async () => {
    const setback = {
      version: '1.4.3',
      what: 'rolled-back' as const,
      at: '2026-11-20T12:58:00.000Z',
      reason: 'Not healthy after 10 min.',
      promotionId: 'p7',
    };
    showBoard({
      services: [
        service('payment-service', [
          deployment('dev', '1.4.3'),
          deployment('staging', '1.4.2', { promotable: false, setback }),
        ]),
      ],
    });
    const [, staging] = within(await row('payment-service'))
      .getAllByRole('cell')
      .slice(1);
    const link = within(staging).getByRole('link', {
      name: '1.4.3 was rolled back here',
    });
    expect(link).toHaveAttribute('href', expect.stringContaining('p7'));
    expect(staging).not.toHaveTextContent('→');
  });

  it('leads from a row to the service, from a cell to Argo CD, from a promotion to its page', async () => {
    const promotion = { id: 'p1', status: 'running' as const, version: '2.0' };
    showBoard({
      services: [
        service('cart-service', [
          deployment('dev', '2.0'),
          deployment('staging', '1.9', { promotion }),
        ]),
      ],
    });
    const cart = within(await row('cart-service'));
    expect(cart.getByRole('link', { name: 'cart-service' })).toHaveAttribute(
      'href',
      '/catalog/default/component/cart-service',
    );
    expect(cart.getByRole('link', { name: /1\.9/ })).toHaveAttribute(
      'href',
      'https://argocd.myorg.example/applications/app-staging',
    );
    expect(cart.getByRole('link', { name: /2\.0 running/ })).toHaveAttribute(
      'href',
      '/environments/promotions/p1',
    );
  });

  it('offers a promotion only where there is one, at an address that keeps the filters', async () => {
    showBoard({}, '/environments?q=payment');
    const arrows = within(await row('payment-service')).getAllByRole('link', {
      name: /^Promote/,
    });
    expect(arrows).toHaveLength(1);
    expect(arrows[0]).toHaveAccessibleName(
      'Promote payment-service 1.4.3 from dev to staging',
    );
    const { searchParams } = new URL((arrows[0] as HTMLAnchorElement).href);
    expect(Object.fromEntries(searchParams)).toEqual({
      q: 'payment',
      promote: 'component:default/payment-service',
      from: 'dev',
      to: 'staging',
    });
  });

  it('takes its filters from the address and asks the backend with them', async () => {
    const backend = given();
    const filters = {
      health: ['Degraded' as const],
      drifted: true,
      owner: ['group:default/team-finance'],
    };
    backend.servicesFor(filters, [payments]);
    showPlugin({
      backend,
      path: '/environments?health=Degraded&drifted=true&owner=group:default/team-finance',
    });
    await row('payment-service');
    expect(names()).toEqual(['payment-service']);
    expect(askedFor(backend)).toContainEqual(expect.objectContaining(filters));
  });

  it('is filtered by name with the keyboard alone, and cleared where nothing matches', async () => {
    const { backend } = showBoard();
    backend.servicesFor({ query: 'cart' }, [calm('cart-service')]);
    backend.servicesFor({ query: 'cartzzz' }, []);
    await row('cart-service');
    await userEvent.keyboard('/');
    await userEvent.keyboard('cart');
    await waitFor(() => expect(names()).toEqual(['cart-service']));
    await userEvent.keyboard('zzz');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show all services' }),
    );
    await row('payment-service');
    expect(screen.getByRole('searchbox')).toHaveValue('');
  });

  it('draws a screenful of thousands, and brings the next page before the end', async () => {
    const services = Array.from({ length: 5000 }, (_, index) =>
      calm(`service-${String(index).padStart(4, '0')}`),
    );
    const backend = given();
    backend.servicesInPages(services, 100);
    showPlugin({ backend });
    await row('service-0000');
    expect(screen.getByText('5,000 services')).toBeVisible();
    const table = screen.getByRole('table');
    expect(table).toHaveAttribute('aria-rowcount', '5001');
    expect(table.querySelectorAll('[role=row]').length).toBeLessThan(60);
    expect(askedFor(backend)).toHaveLength(1);

    const scroll = table.parentElement!;
    scroll.scrollTop = 75 * 40;
    fireEvent.scroll(scroll);
    await waitFor(() =>
      expect(askedFor(backend).at(-1)).toMatchObject({ cursor: '100' }),
    );
  });

  it('moves among rows and along them with the arrow keys', async () => {
    showBoard();
    await row('cart-service');
    const link = (name: string) => screen.getByRole('link', { name });
    act(() => link('payment-service').focus());
    await userEvent.keyboard('{ArrowDown}');
    expect(link('cart-service')).toHaveFocus();
    await userEvent.keyboard('{ArrowUp}{ArrowRight}{ArrowRight}');
    expect(document.activeElement).toHaveTextContent('1.4.3');
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement).toHaveTextContent('1.0.0');
  });

  it('renews the row that a signal names, and leaves the rest of a long list alone', async () => {
    const { backend, signals } = showBoard();
    await row('payment-service');
    const before = await row('cart-service');
    const newer = service('payment-service', [deployment('dev', '1.5.0')]);
    backend.servicesFor({ service: [payments.ref] }, [newer]);
    await signals.send('environment:deployments', { services: [payments.ref] });
    expect(await screen.findByText('1.5.0')).toBeVisible();
    expect(await row('cart-service')).toBe(before);
    expect(askedFor(backend).at(-1)).toMatchObject({ service: [payments.ref] });
  });

  it('loses none of the signals that come at once', async () => {
    const { backend, signals } = showBoard();
    await row('payment-service');
    backend.services([
      calm('payment-service', '7.7.7'),
      calm('cart-service', '8.8.8'),
    ]);
    await signals.send(
      'environment:deployments',
      { services: ['component:default/payment-service'] },
      { services: ['component:default/cart-service'] },
    );
    await waitFor(async () =>
      expect(await row('payment-service')).toHaveTextContent('7.7.7'),
    );
    expect(await row('cart-service')).toHaveTextContent('8.8.8');
  });

  it('gains and loses rows as services come to match its filters', async () => {
    const backend = given();
    backend.servicesFor({ health: ['Degraded'] }, [payments]);
    const { signals } = showPlugin({
      backend,
      path: '/environments?health=Degraded',
    });
    await row('payment-service');
    const degraded = service('cart-service', [
      deployment('prod', '1.0.1', { health: 'Degraded' }),
    ]);
    backend.services([calm('payment-service'), degraded]);
    backend.servicesFor({ health: ['Degraded'] }, [degraded]);
    await signals.send('environment:deployments', {
      services: ['component:default/cart-service', payments.ref],
    });
    await waitFor(() => expect(names()).toEqual(['cart-service']));
    expect(screen.getByText('1 service')).toBeVisible();
  });

  it('gains a row for a service that is new', async () => {
    const { backend, signals } = showBoard();
    await row('payment-service');
    const audit = calm('audit-service');
    backend.services([payments, calm('cart-service'), audit]);
    backend.servicesFor({ service: [audit.ref] }, [audit]);
    await signals.send('environment:deployments', {
      services: ['component:default/audit-service'],
    });
    expect(await row('audit-service')).toBeVisible();
  });

  it('looks at everything again when a signal names no service', async () => {
    const { backend, signals } = showBoard();
    await row('payment-service');
    backend.environments(
      summaries().map(environment => ({ ...environment, freeze: frozen })),
    );
    backend.services([calm('payment-service', '9.9.9')]);
    await signals.send('environment:deployments', { services: [] });
    expect(await screen.findAllByText(/^frozen to/)).toHaveLength(3);
    await waitFor(() => expect(names()).toEqual(['payment-service']));
    expect(await row('payment-service')).toHaveTextContent('9.9.9');
  });

  it('comes to know within a minute what no signal has said', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    const { backend } = showBoard();
    await row('payment-service');
    backend.services([calm('payment-service', '9.9.9')]);
    backend.instances([{ name: 'main', ok: false, applications: 1 }]);
    await act(() => jest.advanceTimersByTimeAsync(60_000));
    expect(await row('payment-service')).toHaveTextContent('9.9.9');
    expect(names()).toEqual(['payment-service']);
    expect(
      await screen.findByText('Argo CD main is out of reach'),
    ).toBeVisible();
  });

  it('says which environment is frozen until when, and how many approvals wait', async () => {
    const environments = summaries();
    environments[2].freeze = frozen;
    const waitingForMe = ['a', 'b', 'c'].map(id => awaitingFixture({ id }));
    showBoard({ environments, waitingForMe });
    const head = await screen.findByRole('columnheader', { name: /prod/ });
    expect(head).toHaveTextContent(/frozen to 2 Dec/);
    expect(
      await screen.findByRole('link', { name: '3 waiting for me' }),
    ).toHaveAttribute('href', '/environments/approvals');
  });

  it('says what is wrong with an Argo CD and what is out of date because of it', async () => {
    showBoard({
      instances: [
        {
          name: 'main',
          ok: false,
          message: 'Its token is not valid any more.',
          applications: 36,
          since: '2026-11-20T10:00:00.000Z',
        },
      ],
    });
    const strip = await screen.findByRole('alert');
    expect(strip).toHaveTextContent('Argo CD main is out of reach');
    expect(strip).toHaveTextContent('Its token is not valid any more.');
    expect(strip).toHaveTextContent('36 applications may be out of date');
    expect(await row('payment-service')).toBeVisible();
  });

  it('tells a refusal from a failure, and neither from having nothing', async () => {
    const backend = given();
    backend.refuse(
      'get',
      '/services',
      new NotAllowedError('You lack environment.deployment.read.'),
    );
    showPlugin({ backend });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('You lack environment.deployment.read.');
    expect(alert).toHaveTextContent('Your groups do not allow this.');
    expect(screen.queryByText(/No service/)).not.toBeInTheDocument();
  });

  it.each([
    ['no environment', { environments: [] }, 'There is no environment yet'],
    ['no service', { services: [] }, 'No service runs anywhere yet'],
  ])('teaches where there is %s', async (_, data, title) => {
    showBoard(data);
    expect(await screen.findByText(title)).toBeVisible();
  });
});
