import { NotAllowedError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import { press, says, userEvent } from '@towpath/ui/testUtils';
import { resourceFixture } from '../../__testUtils__/fixtures';
import { openPage } from '../../__testUtils__/openPage';
import { StubScoreApi } from '../../__testUtils__/StubScoreApi';

function given(resources: StubScoreApi['resources'], path = '/score') {
  const api = new StubScoreApi();
  api.resources = resources;
  openPage(path, api);
  return api;
}

// By its text: working out the accessible name of each row takes seconds.
const row = async (name: string) =>
  (await screen.findByText(name)).closest<HTMLElement>('[role=row]')!;

describe('the board of resources', () => {
  it('says of each what it is, whose, where and how it stands', async () => {
    given([
      resourceFixture({ cost: { amount: 12, currency: 'EUR' } }),
      resourceFixture({
        id: 'b',
        name: 'cache',
        type: 'redis',
        environment: 'prod',
        status: 'failed',
        message: 'No room left',
        run: 'run-7',
      }),
    ]);
    expect(await row('db')).toHaveTextContent(
      /payment-service.*team-finance.*dev.*provided.*€12\.00/,
    );
    const failed = await row('cache');
    expect(failed).toHaveTextContent('No room left');
    expect(
      within(failed).getByRole('link', { name: /failed/ }),
    ).toHaveAttribute('href', '/runs/run-7');
    expect(screen.getByText('2 resources')).toBeVisible();
  });

  it('is narrowed by what the address says, and widened again', async () => {
    given(
      [
        resourceFixture(),
        resourceFixture({ id: 'b', name: 'cache', environment: 'prod' }),
      ],
      '/score?environment=prod',
    );
    await row('cache');
    expect(screen.queryByText('db')).toBeNull();
    await userEvent.selectOptions(
      await screen.findByLabelText('Environment'),
      'any',
    );
    expect(await row('db')).toBeVisible();
  });

  it('shows copies that are kept, and until when', async () => {
    given([
      resourceFixture({
        status: 'kept',
        keptUntil: '2026-12-20T10:00:00.000Z',
      }),
    ]);
    expect(await row('db')).toHaveTextContent(/copy kept.*until 20 Dec/);
  });

  it('is narrowed to what is not as provided', async () => {
    given(
      [
        resourceFixture(),
        resourceFixture({
          id: 'b',
          name: 'orders',
          observation: {
            status: 'missing',
            lookedAt: '2026-11-20T10:00:00.000Z',
            driftedAt: '2026-11-20T10:00:00.000Z',
          },
        }),
      ],
      '/score?drift=drifted',
    );
    expect(await row('orders')).toHaveTextContent('missing');
    expect(screen.queryByText('db')).toBeNull();
  });

  it('leads on where nothing matches, and where nothing is there', async () => {
    given([], '/score?type=redis');
    expect(await screen.findByText('No resource matches')).toBeVisible();
    await press('Show all resources');
    expect(
      await screen.findByText('No service has a resource yet'),
    ).toBeVisible();
  });

  it('says why it cannot be listed', async () => {
    const api = new StubScoreApi();
    api.listResources = async () => {
      throw new Error('The database is away');
    };
    openPage('/score', api);
    await says('alert', 'The database is away');
  });

  it('asks for the next page before one comes to its end', async () => {
    const api = new StubScoreApi();
    api.resources = Array.from({ length: 50 }, (_, at) =>
      resourceFixture({ id: `r${at}`, name: `res-${at}` }),
    );
    const asked = jest.spyOn(api, 'listResources');
    openPage('/score', api);
    await row('res-0');
    expect(screen.getByText('50 resources')).toBeVisible();
    await waitFor(() =>
      expect(asked).toHaveBeenCalledWith(
        expect.objectContaining({ cursor: '20' }),
      ),
    );
  });

  it('says that the next page did not come, and keeps what is there', async () => {
    const api = new StubScoreApi();
    api.resources = Array.from({ length: 50 }, (_, at) =>
      resourceFixture({ id: `r${at}`, name: `res-${at}` }),
    );
    const list = api.listResources;
    api.listResources = async query => {
      if (query?.cursor) throw new NotAllowedError('The session has ended');
      return list(query);
    };
    openPage('/score', api);
    await says(
      'alert',
      'The resources after these did not come: The session has ended',
    );
    expect(await row('res-0')).toBeVisible();
  });
});

it('an address below it that leads nowhere leads back', async () => {
  openPage('/score/nothing', new StubScoreApi());
  expect(await screen.findByText('Nothing here')).toBeVisible();
});
