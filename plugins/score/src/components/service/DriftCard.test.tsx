import { act, screen, waitFor, within } from '@testing-library/react';
import { press, says, userEvent } from '@towpath/ui/testUtils';
import { resourceFixture, serviceFixture } from '../../__testUtils__/fixtures';
import { openTab } from '../../__testUtils__/openPage';
import { StubScoreApi } from '../../__testUtils__/StubScoreApi';

const CHANGED = {
  status: 'changed' as const,
  differences: [
    { field: 'connection limit of user a', before: '7', after: '20' },
  ],
  lookedAt: '2026-11-20T10:00:00.000Z',
  driftedAt: '2026-11-20T10:00:00.000Z',
  digest: 'shown',
};

function given(
  observation: ReturnType<typeof resourceFixture>['observation'],
  extra: Partial<StubScoreApi> = {},
) {
  const api = Object.assign(new StubScoreApi(), extra);
  api.service = serviceFixture({ dev: [resourceFixture({ observation })] });
  openTab(api);
  return api;
}

const drifted = () => screen.findByRole('list', { name: 'Not as provided' });

it('shows what was found and what was provided, and plans what mends it', async () => {
  const api = given(CHANGED);
  expect(await drifted()).toHaveTextContent(
    /changed by hand.*db.*in dev.*connection limit of user a.*7.*20/,
  );
  const table = within(await screen.findByRole('table'));
  expect(table.getByText('changed by hand')).toBeVisible();
  await press('Plan that mends it');
  await waitFor(() =>
    expect(api.done).toContainEqual([
      'plan',
      { service: 'component:default/payment-service', environment: 'dev' },
    ]),
  );
});

it('accepts what was shown, with a reason', async () => {
  const api = given(CHANGED);
  await press('Accept');
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByRole('button', { name: 'Accept' })).toBeDisabled();
  await userEvent.type(dialog.getByRole('textbox'), 'Black Friday');
  await userEvent.click(dialog.getByRole('button', { name: 'Accept' }));
  await waitFor(() =>
    expect(api.done).toContainEqual([
      'accept',
      resourceFixture().id,
      { digest: 'shown', reason: 'Black Friday' },
    ]),
  );
});

it('says why it was not accepted, and keeps the reason', async () => {
  given(CHANGED, { stale: 'A database cannot be shared with everybody' });
  await press('Accept');
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.type(dialog.getByRole('textbox'), 'Because{Enter}');
  await says('alert', 'A database cannot be shared with everybody');
  expect(dialog.getByRole('textbox')).toHaveValue('Because');
});

it('offers no acceptance of what is missing', async () => {
  given({
    ...CHANGED,
    status: 'missing',
    differences: [],
    reason: 'No such db',
  });
  expect(await drifted()).toHaveTextContent(/missing.*db.*No such db/);
  expect(screen.queryByRole('button', { name: 'Accept' })).toBeNull();
});

it('tells what could not be asked apart from what is missing and what is well', async () => {
  given({
    status: 'as-provided',
    lookedAt: '2026-11-20T10:00:00.000Z',
    unasked: { reason: 'nobody answers', since: '2026-11-20T11:00:00.000Z' },
  });
  expect(await drifted()).toHaveTextContent(
    /could not ask.*Could not be asked, first.*nobody answers.*What is known of it is from/,
  );
  const table = within(await screen.findByRole('table'));
  expect(table.getByText('provided')).toBeVisible();
  expect(table.getByText(/last looked at/)).toBeVisible();
});

it('has all of it looked at when asked to', async () => {
  const api = given({
    status: 'as-provided',
    lookedAt: '2026-11-20T10:00:00.000Z',
  });
  expect(screen.queryByText('Not as provided')).toBeNull();
  await press('Look now');
  await waitFor(() =>
    expect(api.done).toEqual([
      ['look', { service: 'component:default/payment-service' }],
    ]),
  );
});

it('hears of a change without having looked for it', async () => {
  const heard = new Map<string, (message: never) => void>();
  const api = new StubScoreApi();
  api.service = serviceFixture({ dev: [resourceFixture()] });
  openTab(api, {
    subscribe(channel, listener) {
      heard.set(channel, listener as never);
      return { unsubscribe: () => heard.delete(channel) };
    },
  });
  await screen.findByRole('table');
  api.service = serviceFixture({
    dev: [resourceFixture({ observation: CHANGED })],
  });
  await act(async () => heard.get('score:resources')?.({} as never));
  expect(await drifted()).toHaveTextContent('changed by hand');
});
