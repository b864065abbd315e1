import { renderTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { runsApiRef } from '@towpath/plugin-runs-react';
import { press, userEvent } from '@towpath/ui/testUtils';
import scorePlugin, { scoreApiRef } from '.';

const begin = jest.fn();
const list = async () => ({ items: [], unanswered: [] });
const runs = { list, listKinds: async () => [] } as any;

it('begins a run once, and says what the backend refused', async () => {
  renderTestApp({
    features: [scorePlugin],
    initialRouteEntries: ['/score'],
    apis: [
      [scoreApiRef, { begin }],
      [runsApiRef, runs],
    ],
  });
  expect(await screen.findByText('Nothing was looked at yet.')).toBeVisible();
  begin.mockRejectedValue(new Error('component:default/nope is not there'));

  await press('Look at an entity');
  await userEvent.type(await screen.findByLabelText(/Entity/), 'nope');
  await userEvent.type(screen.getByLabelText(/Reason/), 'Before the sale');
  await press('Begin');

  expect(await screen.findByText(/nope is not there/)).toBeVisible();
  expect(begin.mock.calls).toEqual([
    [{ entity: 'nope', reason: 'Before the sale' }],
  ]);
});
