import { screen, waitFor, within } from '@testing-library/react';
import type { Service } from '@towpath/plugin-environment-common';
import { userEvent } from '@towpath/ui/testUtils';
import {
  calm,
  deployment,
  service,
  summaries,
} from '../../__testUtils__/deploymentFixtures';
import { component, showPlugin } from '../../__testUtils__/showPlugin';
import { StubEnvironment } from '../../__testUtils__/StubEnvironment';

const arrival = (id: number, environment: string, version: string) => ({
  id: String(id),
  environment,
  version,
  deployedAt: '2026-11-20T10:00:00.000Z',
  health: 'Healthy' as const,
});

const given = (services: Service[]) =>
  new StubEnvironment({ environments: summaries(), services });

const show = (backend: StubEnvironment) =>
  showPlugin({ backend, entity: component('payment-service') });

const showPipeline = (...services: Service[]) => show(given(services));

const lane = (name: string) => screen.findByRole('region', { name });

describe('the pipeline of a service', () => {
  it('shows lanes in promotion order with who brought the version, why and with what', async () => {
    const backend = given([calm('payment-service', '1.4.2')]);
    backend.history('staging', [
      {
        ...arrival(1, 'staging', '1.4.2'),
        by: 'user:default/ada',
        reason: 'Fixes PAY-311',
        commits: 7,
      },
    ]);
    show(backend);
    const lanes = await screen.findByRole('list', {
      name: 'Environments in promotion order',
    });
    const titles = within(lanes).getAllByRole('heading');
    expect(titles.map(title => title.textContent)).toEqual([
      'dev',
      'staging',
      'prod',
    ]);
    const staging = await lane('staging');
    await within(staging).findByText('Fixes PAY-311');
    expect(staging).toHaveTextContent(/1\.4\.2.*healthy.*in sync/);
    expect(within(staging).getByRole('link', { name: 'ada' })).toBeVisible();
    expect(staging).toHaveTextContent('Commits7');
    expect(await lane('dev')).not.toHaveTextContent('Why');
  });

  it('says why a service is held, and lets it go on', async () => {
    const hold = {
      since: '2026-11-20T10:00:00.000Z',
      reason: '1.4.1 lost refunds',
      by: 'user:default/grace',
    };
    const backend = given([
      service('payment-service', [deployment('prod', '1.4.0', { hold })]),
    ]);
    const released = service('payment-service', [deployment('prod', '1.4.0')]);
    backend.answer(
      'delete',
      '/services/{kind}/{namespace}/{name}/holds/{environment}',
      undefined,
      {
        params: { name: 'payment-service', environment: 'prod' },
        changes: () => backend.services([released]),
      },
    );
    show(backend);
    const prod = await lane('prod');
    expect(prod).toHaveTextContent('1.4.1 lost refunds');
    expect(prod).toHaveTextContent(
      /Held since grace rolled back.*lifts the hold/,
    );
    await userEvent.click(
      within(prod).getByRole('button', { name: 'Lift hold' }),
    );
    await waitFor(() => expect(prod).not.toHaveTextContent('Held'));
  });

  it('names the portal, and nobody, where it rolled back by itself', async () => {
    const hold = {
      since: '2026-11-20T10:00:00.000Z',
      reason: '1.4.1 did not become healthy',
      by: 'environment:default/prod',
    };
    showPipeline(
      service('payment-service', [deployment('prod', '1.4.0', { hold })]),
    );
    expect(await lane('prod')).toHaveTextContent(
      /Held since the portal, by itself,? rolled back/,
    );
  });

  it('promotes into the lane that the version goes to', async () => {
    showPipeline(
      service('payment-service', [
        deployment('dev', '1.4.3'),
        deployment('staging', '1.4.2', { promotable: true }),
      ]),
    );
    const button = within(await lane('staging')).getByRole('link', {
      name: 'Promote 1.4.3 from dev to staging',
    });
    expect(button).toHaveAttribute(
      'href',
      expect.stringContaining(
        'promote=component%3Adefault%2Fpayment-service&from=dev&to=staging',
      ),
    );
  });

  it('says why a version is not offered again, and leads to where it can be all the same', async () => {
    showPipeline(
      service('payment-service', [
        deployment('dev', '1.4.3'),
        deployment('staging', '1.4.2', {
          promotable: false,
          setback: {
            version: '1.4.3',
            what: 'rolled-back',
            at: '2026-11-20T12:58:00.000Z',
            reason: 'Container app does not start',
            promotionId: 'p7',
          },
        }),
      ]),
    );
    const staging = await lane('staging');
    expect(staging).toHaveTextContent(
      /1\.4\.3 was rolled back here by itself.*Container app does not start/,
    );
    expect(
      within(staging).getByRole('link', { name: 'Look at it all the same' }),
    ).toHaveAttribute('href', expect.stringContaining('from=dev&to=staging'));
  });

  it('goes back as far as one asks, page by page', async () => {
    const backend = given([calm('payment-service')]);
    const arrivals = Array.from({ length: 60 }, (_, id) =>
      arrival(id, 'dev', `0.${id}.0`),
    );
    const history = '/services/{kind}/{namespace}/{name}/history';
    const first = { items: arrivals.slice(0, 50), nextCursor: '50' };
    const last = { items: arrivals.slice(50) };
    backend.answer('get', history, first);
    backend.answer('get', history, last, { query: { cursor: '50' } });
    show(backend);
    const list = await screen.findByRole('list', { name: 'What ran where' });
    expect(within(list).queryByText('0.59.0')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show earlier' }));
    expect(await within(list).findByText('0.59.0')).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Show earlier' }),
    ).not.toBeInTheDocument();
  });

  it('names the problem where two applications claim the same place', async () => {
    showPipeline(
      service('payment-service', [
        {
          environment: 'dev',
          state: 'ambiguous',
          problem: 'a and b both say that they are payment-service in dev.',
        },
      ]),
    );
    expect(
      await within(await lane('dev')).findByRole('alert'),
    ).toHaveTextContent('a and b both say');
  });

  it('says what to write where nothing confirms whose the application is', async () => {
    const problem = 'Only a name says so. Label the application.';
    showPipeline(
      service('payment-service', [
        {
          environment: 'dev',
          state: 'deployed',
          version: '1.4.3',
          unconfirmed: true,
          problem,
        },
      ]),
    );
    const dev = within(await lane('dev'));
    expect(await dev.findByRole('alert')).toHaveTextContent(problem);
    expect(dev.getByText('1.4.3')).toBeVisible();
  });

  it('says what is not understood, what could not be asked and what is empty, each in its own words', async () => {
    const unknown = {
      version: undefined,
      deployedAt: undefined,
      health: 'Unknown' as const,
      sync: 'Unknown' as const,
    };
    showPipeline(
      service('payment-service', [
        deployment('dev', '1.4.3', {
          notUnderstood: ['spec.source.plugin'],
          unasked: 'Git did not answer',
        }),
        deployment('staging', '', {
          ...unknown,
          state: 'empty',
          promotable: true,
        }),
        deployment('prod', '', {
          ...unknown,
          notUnderstood: ['status.health.status "Asleep"'],
        }),
      ]),
    );
    const dev = within(await lane('dev'));
    expect(dev.getByText('1.4.3')).toBeVisible();
    expect(dev.getByText('not understood')).toBeVisible();
    expect(dev.getByRole('alert')).toHaveTextContent(
      '…could not ask: Git did not answer‽not understood: spec.source.plugin',
    );
    const staging = within(await lane('staging'));
    expect(staging.getByRole('link', { name: /not here yet/ })).toBeVisible();
    expect(
      staging.getByText(/has deployed nothing yet: promote 1.4.3 from dev/),
    ).toBeVisible();
    expect(staging.queryByText('unknown')).not.toBeInTheDocument();
    const prod = within(await lane('prod'));
    expect(prod.getByRole('alert')).toHaveTextContent('Asleep');
    expect(prod.queryByText('unknown')).not.toBeInTheDocument();
  });

  it('teaches what is missing for a component that runs nowhere', async () => {
    showPipeline();
    expect(
      (await screen.findAllByText('It runs in no environment'))[0],
    ).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});
