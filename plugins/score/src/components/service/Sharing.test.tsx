import { screen, waitFor, within } from '@testing-library/react';
import { press, says, userEvent } from '@towpath/ui/testUtils';
import {
  resourceFixture,
  SERVICE,
  serviceFixture,
} from '../../__testUtils__/fixtures';
import { openTab } from '../../__testUtils__/openPage';
import { StubScoreApi } from '../../__testUtils__/StubScoreApi';

const user = (name: string) => ({
  service: `component:default/${name}`,
  name: 'store',
  since: '2026-11-01T00:00:00Z',
});

const shared = () =>
  resourceFixture({
    users: [user('worker'), user('orders')],
    abilities: ['rotate', 'hand-over'],
  });

it('says who else uses something, and gives it to one of them for a reason', async () => {
  const api = new StubScoreApi();
  api.service = serviceFixture({ dev: [shared()] });
  openTab(api);
  const table = within(await screen.findByRole('table'));
  expect(table.getByText('used by worker, orders')).toBeVisible();
  await press('Hand over');
  const dialog = within(await screen.findByRole('dialog'));
  const decide = dialog.getByRole('button', { name: 'Hand over' });
  await userEvent.type(dialog.getByLabelText(/Reason/), 'They move it');
  expect(decide).toBeDisabled();
  await userEvent.selectOptions(dialog.getByLabelText(/To/), 'orders');
  await userEvent.click(decide);
  await waitFor(() =>
    expect(api.done).toEqual([
      [
        'hand over',
        shared().id,
        { to: 'component:default/orders', reason: 'They move it' },
      ],
    ]),
  );
});

it('says why it was not handed over', async () => {
  const api = new StubScoreApi();
  api.stale = 'Objects of db lie in the folder of payment-service';
  api.service = serviceFixture({
    dev: [
      resourceFixture({ users: [user('worker')], abilities: ['hand-over'] }),
    ],
  });
  openTab(api);
  await press('Hand over');
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.type(dialog.getByLabelText(/Reason/), 'They move it{enter}');
  await says('alert', 'Objects of db lie in the folder of payment-service');
});

// It is theirs: what can be done with it, and what it costs, is on their page.
it('shows what it uses of others as theirs, with nothing to do about it', async () => {
  const api = new StubScoreApi();
  api.service = serviceFixture({ dev: [] });
  const [dev] = api.service.environments;
  dev.uses = [
    resourceFixture({
      ...{ service: 'component:default/ledger', abilities: [] },
      users: [{ ...user('payment-service'), service: SERVICE }],
      cost: { amount: 6, currency: 'EUR' },
    }),
  ];
  openTab(api);
  const table = within(await screen.findByRole('table'));
  expect(table.getByRole('link', { name: 'ledger' })).toBeVisible();
  expect(table.queryByText(/6/)).toBeNull();
  expect(screen.queryByRole('button', { name: 'Hand over' })).toBeNull();
  expect(await screen.findByText('db.internal')).toBeVisible();
});
