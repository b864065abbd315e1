import { resourceFixture } from '../__testUtils__/fixtures';
import { openAtFirst, stateGraph } from './stateGraph';

const resource = (address: string, module?: string, dependsOn: string[] = []) =>
  resourceFixture({ address, module, dependsOn });

const ids = ({ nodes }: ReturnType<typeof stateGraph>) =>
  nodes.map(({ id }) => id);

it('draws a module as one until it is opened, with what it depends on outside', () => {
  const resources = [
    resource('a.main'),
    resource('module.net.a.one', 'module.net', ['a.main']),
    resource('module.net.a.two', 'module.net', ['module.net.a.one']),
  ];
  const closed = stateGraph(resources, new Set());
  expect(ids(closed)).toEqual(['a.main', 'module.net']);
  // What stays inside of the box is no arrow from it to itself.
  expect(closed.edges).toEqual([{ from: 'module.net', to: 'a.main' }]);
  const open = stateGraph(resources, new Set(['module.net']));
  expect(ids(open)).toEqual(['a.main', 'module.net.a.one', 'module.net.a.two']);
});

it('opens a module in a module step by step', () => {
  const inner = 'module.net["a.b"].module.sub';
  const resources = [resource(`${inner}.a.one`, inner)];
  expect(ids(stateGraph(resources, new Set()))).toEqual(['module.net["a.b"]']);
  expect(ids(stateGraph(resources, new Set(['module.net["a.b"]'])))).toEqual([
    inner,
  ]);
});

it('draws instances of one resource as one', () => {
  const resources = [0, 1].map(at => resource(`a.web[${at}]`));
  expect(stateGraph(resources, new Set()).nodes).toEqual([
    expect.objectContaining({ title: 'a.web', count: 2 }),
  ]);
});

it('draws instances of one module as one', () => {
  const resources = [0, 1].map(at =>
    resource(`module.web[${at}].a.one`, `module.web[${at}]`),
  );
  expect(ids(stateGraph(resources, new Set()))).toEqual(['all module.web']);
  expect(ids(stateGraph(resources, new Set(['all module.web'])))).toEqual([
    'module.web[0]',
    'module.web[1]',
  ]);
});

it('stays readable where one module has hundreds of resources', () => {
  const resources = Array.from({ length: 300 }, (_, at) => ({
    ...resource(`type${at % 5}.r${at}`),
    type: `type${at % 5}`,
  }));
  expect(openAtFirst(resources).size).toBe(0);
  expect(stateGraph(resources, new Set()).nodes).toHaveLength(5);
});
