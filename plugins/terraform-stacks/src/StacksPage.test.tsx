import { renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { runsApiRef } from '@towpath/plugin-runs-react';
import type { TerraformStacksApi } from '@towpath/plugin-terraform-stacks-common';
import terraformStacksPlugin, { terraformStacksApiRef } from '.';

const list = async () => ({ items: [], unanswered: [] });
const runs = { list, listKinds: async () => [] } as any;

const showWith = (stacks: TerraformStacksApi['stacks']) =>
  renderTestApp({
    features: [terraformStacksPlugin],
    initialRouteEntries: ['/terraform-stacks'],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [
      [terraformStacksApiRef, { stacks }],
      [runsApiRef, runs],
    ],
  });

it('says whose each stack is and how its last run stands', async () => {
  showWith(async () => [
    {
      key: 'shop-dev',
      owner: 'group:default/team-finance',
      saidBy: 'user:default/ada',
      since: '2026-11-29T00:00:00Z',
      lastRun: {
        id: '1',
        status: 'failed',
        link: '/runs/1',
        at: '2026-11-29T01:00:00Z',
      },
    },
  ]);
  expect(await screen.findByRole('link', { name: 'shop-dev' })).toHaveAttribute(
    'href',
    '/runs/1',
  );
  expect(screen.getByText(/team-finance/)).toBeVisible();
  expect(screen.getByText('failed')).toBeVisible();
});

it('does not take stacks that cannot be asked for none', async () => {
  showWith(async () => {
    throw new Error('The database is away');
  });
  expect(await screen.findByText(/The stacks cannot be listed/)).toBeVisible();
  expect(screen.queryByText('There is no stack yet')).toBeNull();
});

it('says how the first stack comes about', async () => {
  showWith(async () => []);
  expect(
    await screen.findByRole('link', { name: 'Begin a sample stack' }),
  ).toBeVisible();
});
