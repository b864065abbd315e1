import { resourceFixture } from '../__testUtils__/fixtures';
import { resourceGraph } from './resourceGraph';
import type { ResourceRow } from './resourceMatrix';

const row = (name: string, needs: string[] = []): ResourceRow => ({
  ...{ name, type: 'postgres', class: 'default', needs },
  askedIn: new Set(['dev']),
  there: new Map([['dev', resourceFixture({ name })]]),
});

const edgesOf = (...rows: ResourceRow[]) =>
  resourceGraph('shop', rows, [{ name: 'dev' }]).edges.map(
    ({ from, to }) => `${from.split(' ')[0]} → ${to.split(' ')[0]}`,
  );

it('hangs each resource on who takes from it, and the others on the workload', () => {
  expect(edgesOf(row('db', ['server']), row('server'), row('cache'))).toEqual([
    'workload → db',
    'workload → cache',
    'db → server',
  ]);
});

it('leaves out what takes from something that is not there', () => {
  expect(edgesOf(row('db', ['gone']))).toEqual(['workload → db']);
});

it('says of each environment how it is there, or that it is not', () => {
  const { nodes } = resourceGraph(
    'shop',
    [row('db')],
    [{ name: 'dev' }, { name: 'prod', title: 'Production' }],
  );
  expect(nodes[1].places).toEqual([
    { environment: 'dev', resource: expect.objectContaining({ name: 'db' }) },
    { environment: 'Production', resource: undefined },
  ]);
});
