import { InputError } from '@backstage/errors';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { StubApi } from '@towpath/api-client/testUtils';
import { create__PASCAL__Api, type paths } from '@towpath/plugin-__ID__-common';
import { runsApiRef } from '@towpath/plugin-runs-react';
import { press, userEvent } from '@towpath/ui/testUtils';
import __CAMEL__Plugin, { __CAMEL__ApiRef } from '.';

const list = async () => ({ items: [], unanswered: [] });
const runs = { list, listKinds: async () => [] } as any;

it('begins a run once, and says what the backend refused', async () => {
  const backend = new StubApi<paths>(
    require.resolve('@towpath/plugin-__ID__-backend/src/schema/openapi.yaml'),
  );
  backend.refuse('post', '/runs', new InputError('nope is not there'));
  renderTestApp({
    features: [__CAMEL__Plugin],
    initialRouteEntries: ['/__ID__'],
    apis: [
      [__CAMEL__ApiRef, create__PASCAL__Api(backend.clientOptions)],
      [runsApiRef, runs],
    ],
  });
  expect(await screen.findByText('Nothing was looked at yet.')).toBeVisible();

  await press('Look at an entity');
  await userEvent.type(await screen.findByLabelText(/Entity/), 'nope');
  await userEvent.type(screen.getByLabelText(/Reason/), 'Before the sale');
  await press('Begin');

  expect(await screen.findByText(/nope is not there/)).toBeVisible();
  expect(backend.askedFor('post', '/runs').map(({ body }) => body)).toEqual([
    { entity: 'nope', reason: 'Before the sale' },
  ]);
});
