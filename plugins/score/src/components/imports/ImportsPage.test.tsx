import { screen, within } from '@testing-library/react';
import { openPage } from '../../__testUtils__/openPage';
import { StubScoreApi } from '../../__testUtils__/StubScoreApi';

const ENTRY = {
  service: 'component:default/orders',
  environment: 'prod',
  resource: 'db',
  driver: 'postgres',
  name: 'database legacy_orders on main',
  what: 'server: main\ndatabase: legacy_orders',
  file: 'platform/imports/orders.yaml',
  line: 3,
  state: 'open',
} as const;

function given(imports: StubScoreApi['imports']) {
  openPage('/score/imports', Object.assign(new StubScoreApi(), { imports }));
}

it('says of each entry what becomes what, where that is written, and whether it is done', async () => {
  given({
    items: [
      ENTRY,
      { ...ENTRY, line: 9, resource: 'cache', state: 'done' },
      { ...ENTRY, line: 15, resource: 'queue', state: 'other' },
    ],
    problems: [],
  });
  const list = await screen.findByRole('list', { name: 'Imports' });
  const [first, second, third] = within(list).getAllByRole('listitem');
  expect(first).toHaveTextContent('database legacy_orders on main');
  expect(first).toHaveTextContent('becomes db of orders in prod');
  expect(first).toHaveTextContent('platform/imports/orders.yaml:3');
  expect(first).toHaveTextContent('the next plan takes it over');
  expect(second).toHaveTextContent('the entry can go');
  expect(third).toHaveTextContent('is another one');
});

it('says why they cannot be listed, and does not say that there are none', async () => {
  const api = new StubScoreApi();
  api.listImports = async () => {
    throw new Error('The database is away');
  };
  openPage('/score/imports', api);
  expect(await screen.findByText(/The database is away/)).toBeVisible();
  expect(screen.getByText('The imports cannot be listed')).toBeVisible();
  expect(screen.queryByText('Nothing is taken over')).toBeNull();
});

it('says which file is not understood', async () => {
  const problem = {
    ...{ file: 'platform/imports/orders.yaml', line: 4, path: 'driver' },
    message: 'there is no driver moon',
  };
  given({ items: [], problems: [problem] });
  expect(await screen.findByText(/there is no driver moon/)).toBeVisible();
  expect(
    screen.getByText(/nothing new is made in the place of what they may name/),
  ).toBeVisible();
  expect(screen.getByText('Nothing is taken over')).toBeVisible();
});
