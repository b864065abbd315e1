import { screen, waitFor, within } from '@testing-library/react';
import { press, says, userEvent } from '@towpath/ui/testUtils';
import { resourceFixture, serviceFixture } from '../../__testUtils__/fixtures';
import { openTab } from '../../__testUtils__/openPage';
import { StubScoreApi } from '../../__testUtils__/StubScoreApi';

function given(
  resource: ReturnType<typeof resourceFixture>,
  extra: Partial<StubScoreApi> = {},
) {
  const api = Object.assign(new StubScoreApi(), extra);
  api.service = serviceFixture({ dev: [resource] });
  openTab(api);
  return api;
}

const kept = () =>
  resourceFixture({ status: 'kept', keptUntil: '2026-12-20T10:00:00.000Z' });

/** Presses the button, gives the reason, and decides. */
async function decide(verb: string) {
  await press(verb);
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByRole('button', { name: verb })).toBeDisabled();
  await userEvent.type(dialog.getByRole('textbox'), 'It is time');
  await userEvent.click(dialog.getByRole('button', { name: verb }));
  return dialog;
}

it.each([
  ['New secrets', 'rotate', resourceFixture()],
  ['Restore', 'restore', kept()],
  ['Remove for good', 'remove', kept()],
])('%s takes a reason, and is done once', async (verb, work, resource) => {
  const api = given(resource);
  await decide(verb);
  await waitFor(() =>
    expect(api.done).toEqual([[work, resource.id, { reason: 'It is time' }]]),
  );
});

it('says that nothing brings back what is removed for good', async () => {
  given(kept());
  await press('Remove for good');
  expect(await screen.findByRole('dialog')).toHaveTextContent(
    'Nothing brings it back',
  );
});

it('says why it was not begun, and keeps the reason', async () => {
  given(kept(), { stale: 'There is a new db in its place' });
  const dialog = await decide('Restore');
  await says('alert', 'There is a new db in its place');
  expect(dialog.getByRole('textbox')).toHaveValue('It is time');
});

it('offers nothing that the driver cannot do', async () => {
  given(resourceFixture({ abilities: [] }));
  await screen.findByRole('table');
  expect(screen.queryByRole('button', { name: 'New secrets' })).toBeNull();
});
