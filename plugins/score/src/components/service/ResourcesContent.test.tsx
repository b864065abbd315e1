import { NotAllowedError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import { press, says } from '@towpath/ui/testUtils';
import { resourceFixture, serviceFixture } from '../../__testUtils__/fixtures';
import { openTab } from '../../__testUtils__/openPage';
import { StubScoreApi } from '../../__testUtils__/StubScoreApi';

function given(extra: Partial<StubScoreApi> = {}) {
  const api = Object.assign(new StubScoreApi(), extra);
  openTab(api);
  return api;
}

// By its text: working out the accessible name of each row takes seconds.
const row = async (name: string) => {
  const table = within(await screen.findByRole('table'));
  return table.getByText(name).closest('tr')!;
};
const cells = async (name: string) =>
  within(await row(name))
    .getAllByRole('cell')
    .map(cell => cell.textContent);

describe('the resources of a service', () => {
  it('stand as the file asks for them, with how each is in each environment', async () => {
    given({
      service: serviceFixture({
        dev: [
          resourceFixture({ cost: { amount: 12, currency: 'EUR' } }),
          resourceFixture({
            id: 'old',
            name: 'cache',
            type: 'redis',
            status: 'failed',
            message: 'The server refused the name',
            secrets: [],
          }),
          resourceFixture({
            ...{ id: 'copy', name: 'orders', status: 'kept' },
            cost: { amount: 30, currency: 'EUR' },
          }),
        ],
        prod: [],
      }),
    });
    expect(await cells('db')).toEqual([
      expect.stringContaining('provided€12.00 a month'),
      expect.stringContaining('not here yet'),
    ]);
    expect((await cells('cache'))[0]).toContain('The server refused the name');
    expect(await row('cache')).toHaveTextContent('no longer in the file');
    expect(screen.getByText('€12.00 a month in all')).toBeVisible();
    expect(screen.getByText('runs the image that was built')).toBeVisible();
  });

  it('are planned in one environment, once', async () => {
    const api = given();
    await press('Plan dev');
    await waitFor(() =>
      expect(api.done).toEqual([
        [
          'plan',
          {
            service: 'component:default/payment-service',
            environment: 'dev',
          },
        ],
      ]),
    );
  });

  it('say where a file of the environment is laid over the Score file, and what is wrong with it', async () => {
    const service = serviceFixture();
    service.environments[1].override = {
      name: 'score.prod.yaml',
      url: 'https://git.example/payment-service/score.prod.yaml',
      text: 'resources: { queue: { type: amqp } }',
      diagnostics: [
        {
          ...{ severity: 'error', code: 'any', message: 'It is another one' },
          ...{ file: 'score.prod.yaml', line: 2 },
        },
      ],
    };
    given({ service });
    expect(
      await screen.findByRole('link', { name: /score.prod.yaml/ }),
    ).toHaveAttribute('href', service.environments[1].override.url);
    expect(screen.getByText('What to mend for prod')).toBeVisible();
    expect(screen.getByText('score.prod.yaml line 2')).toBeVisible();
    expect(await cells('queue')).toEqual([
      expect.stringContaining('not here'),
      expect.stringContaining('not here yet'),
    ]);
  });

  it('are planned to go, all of them', async () => {
    const api = given({
      service: serviceFixture({ dev: [resourceFixture()], prod: [] }),
    });
    await press('Remove from dev');
    await waitFor(() =>
      expect(api.done).toEqual([
        ['plan', expect.objectContaining({ removes: true })],
      ]),
    );
    expect(
      screen.queryByRole('button', { name: 'Remove from prod' }),
    ).not.toBeInTheDocument();
  });

  it('are not planned where nothing can be provided, which is said', async () => {
    const service = serviceFixture();
    service.environments[1].whyNot = 'No application deploys it in prod';
    given({ service });
    expect(
      await screen.findByText('No application deploys it in prod'),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Plan prod' })).toBeNull();
  });

  it('say where the file is wrong, and the way out', async () => {
    given({
      service: serviceFixture(undefined, {
        url: 'https://git.example/score.yaml',
        text: 'metadata: [',
        diagnostics: [
          {
            severity: 'error',
            code: 'unknown',
            message: 'nmae is unknown',
            line: 4,
            fix: 'did you mean name?',
          },
        ],
      }),
    });
    const findings = await screen.findByRole('list', { name: 'Findings' });
    expect(findings).toHaveTextContent(
      /error.*nmae is unknown.*line 4.*did you mean name\?/,
    );
  });

  it('teach what to write where there is no Score file', async () => {
    given({ service: serviceFixture(undefined, null) });
    expect(await screen.findByText('It has no score.yaml')).toBeVisible();
    expect(screen.getByText(/name: payment-service/)).toBeVisible();
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('are shown all the same when the file could not be asked for, which is not "none"', async () => {
    given({
      service: {
        ...serviceFixture({ dev: [resourceFixture()] }, null),
        problem: 'Gitea answered 503',
      },
    });
    await says('alert', /could not be asked for.*Gitea answered 503/);
    expect(screen.queryByText('It has no score.yaml')).toBeNull();
    expect((await cells('db'))[0]).toContain('provided');
    expect(screen.queryByText('no longer in the file')).toBeNull();
  });

  it('say why they cannot be shown', async () => {
    given({
      getService: async () => {
        throw new NotAllowedError('Only the owner may look');
      },
    });
    await says('alert', 'Only the owner may look');
  });

  it('list the copies that are kept, until when, and how to get one back', async () => {
    given({
      service: serviceFixture({
        dev: [
          resourceFixture({
            name: 'orders',
            status: 'kept',
            keptUntil: '2026-12-20T10:00:00.000Z',
            restore: 'npm run restore -- orders',
          }),
        ],
      }),
    });
    const kept = await screen.findByRole('list', { name: 'Kept copies' });
    expect(kept).toHaveTextContent(/orders.*until 20 Dec.*npm run restore/);
  });
});

describe('the outputs of a resource', () => {
  const provided = () => serviceFixture({ dev: [resourceFixture()] });

  it('are shown, and a secret only when it is asked for and until it was seen', async () => {
    const { id } = resourceFixture();
    given({ service: provided(), secrets: { [`${id}/password`]: 's3cret' } });
    expect(await screen.findByText('db.internal')).toBeVisible();
    expect(screen.queryByText('s3cret')).toBeNull();
    await press('Reveal password');
    expect(await screen.findByText('s3cret')).toBeVisible();
    await press('Hide');
    await waitFor(() => expect(screen.queryByText('s3cret')).toBeNull());
  });

  it('stay hidden from whoever may not see them, who is told why', async () => {
    given({
      service: provided(),
      revealSecret: async () => {
        throw new NotAllowedError('Secrets are read by owners alone');
      },
    });
    await press('Reveal password');
    expect(
      await screen.findByText(
        'It stays hidden: Secrets are read by owners alone',
      ),
    ).toBeVisible();
  });
});
