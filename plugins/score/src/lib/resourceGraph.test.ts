import { resourceFixture, SERVICE } from '../__testUtils__/fixtures';
import { resourceGraph } from './resourceGraph';
import type { ResourceRow } from './resourceMatrix';

const row = (name: string, needs: string[] = []): ResourceRow => ({
  ...{ name, type: 'postgres', class: 'default', needs },
  askedIn: new Set(['dev']),
  there: new Map([['dev', resourceFixture({ name })]]),
});

const edgesOf = (...rows: ResourceRow[]) =>
  resourceGraph(SERVICE, rows, [{ name: 'dev' }]).edges.map(
    ({ from, to }) => `${from.split(' ')[0]} → ${to.split(' ')[0]}`,
  );

it('hangs each resource on who takes from it, and the others on the workload', () => {
  expect(edgesOf(row('db', ['server']), row('server'), row('cache'))).toEqual([
    'workload → db',
    'workload → cache',
    'db → server',
  ]);
});

it('hangs what comes with a resource on that one', () => {
  const broughtBy = { uid: 's3.default#shop.db', type: 's3', name: 'db' };
  expect(edgesOf(row('db'), { ...row('db.policy'), broughtBy })).toEqual([
    'workload → db',
    'db → db.policy',
  ]);
});

it('leaves out what takes from something that is not there', () => {
  expect(edgesOf(row('db', ['gone']))).toEqual(['workload → db']);
});

it('says of each environment how it is there, or that it is not', () => {
  const { nodes } = resourceGraph(
    SERVICE,
    [row('db')],
    [{ name: 'dev' }, { name: 'prod', title: 'Production' }],
  );
  expect(nodes[1].places).toEqual([
    { environment: 'dev', resource: expect.objectContaining({ name: 'db' }) },
    { environment: 'Production', resource: undefined },
  ]);
});

it('shows who else uses something, once, and whose it is where that is another one', () => {
  const since = '2026-11-01T00:00:00Z';
  const users = ['worker', 'orders'].map(name => ({
    ...{ service: `component:default/${name}`, name, since },
  }));
  const own = {
    ...row('events'),
    there: new Map(
      ['dev', 'prod'].map(name => [name, resourceFixture({ users })]),
    ),
  };
  const used = {
    ...row('books'),
    there: new Map([
      ['dev', resourceFixture({ service: 'component:default/ledger', users })],
    ]),
  };
  const { nodes, edges } = resourceGraph(SERVICE, [own, used], []);
  expect(nodes.map(({ title, other }) => [title, other])).toEqual([
    ['payment-service', undefined],
    ['events', undefined],
    ['books', 'component:default/ledger'],
    ['worker', 'component:default/worker'],
    ['orders', 'component:default/orders'],
  ]);
  expect(edges.slice(2).map(({ from, to }) => [from, to])).toEqual(
    users.map(({ service }) => ['events postgres default', service]),
  );
});
