import type { Resource } from '@towpath/plugin-score-common';
import { toEntities } from './toEntities';

const named = (
  ...all: [service: string, environment: string, name: string][]
) =>
  toEntities(
    all.map(
      ([service, environment, name], index) =>
        ({ id: `r-${index}`, service, environment, name } as Resource),
    ),
    { facts: new Map(), portalUrl: 'http://portal' },
  ).map(({ metadata }) => metadata.name);

it('names a resource after its service, its environment and itself', () => {
  expect(named(['component:default/shop', 'dev', 'db'])).toEqual([
    'shop-dev-db',
  ]);
});

it('keeps apart those whose names would be the same', () => {
  const names = named(
    ['component:default/a-dev', 'dev', 'db'],
    ['component:default/a', 'dev', 'dev-db'],
  );
  expect(new Set(names).size).toBe(2);
  names.forEach(name => expect(name).toMatch(/^a-dev-dev-db-[0-9a-f]{8}$/));
});

it('keeps long names apart, and within what the catalog takes', () => {
  const long = 'x'.repeat(60);
  const names = named(
    [`component:default/${long}`, 'dev', 'db'],
    [`component:default/${long}`, 'dev', 'db2'],
  );
  expect(new Set(names).size).toBe(2);
  names.forEach(name => expect(name.length).toBeLessThanOrEqual(63));
});

it('shows the tab of its service', () => {
  const [{ metadata }] = toEntities(
    [
      {
        ...{ id: 'r', service: 'component:default/shop', name: 'db' },
        environment: 'dev',
      } as Resource,
    ],
    { facts: new Map(), portalUrl: 'http://portal' },
  );
  expect(metadata.links?.[0].url).toBe(
    'http://portal/catalog/default/component/shop/resources',
  );
});

it('says of what no environment has that it is asked for, and keeps its name apart from all others', () => {
  const asked = {
    ...{ service: 'component:default/shop', uid: 'postgres.default#shop.db' },
    ...{ type: 'postgres', class: 'default', name: 'dev-db' },
  };
  const provided = {
    ...{ id: 'r', service: 'component:default/shop', name: 'db' },
    environment: 'dev',
  } as Resource;
  const [there, missing] = toEntities([provided, asked], {
    facts: new Map(),
    portalUrl: 'http://portal',
  });
  expect(missing).toMatchObject({
    metadata: {
      title: 'dev-db of shop, asked for',
      tags: ['not-provided'],
      description: expect.stringContaining('provided nowhere yet'),
    },
    spec: { type: 'postgres', dependencyOf: ['component:default/shop'] },
  });
  expect(missing.metadata.annotations).not.toHaveProperty([
    'towpath.dev/environment',
  ]);
  expect(there.metadata.name).not.toBe(missing.metadata.name);
});

it('is what each service that uses it depends on', () => {
  const since = '2026-11-01T00:00:00Z';
  const [{ spec }] = toEntities(
    [
      {
        ...{ id: 'r', service: 'component:default/shop', name: 'db' },
        environment: 'dev',
        users: [{ service: 'component:default/worker', name: 'store', since }],
      } as Resource,
    ],
    { facts: new Map(), portalUrl: 'http://portal' },
  );
  expect(spec?.dependencyOf).toEqual([
    'component:default/shop',
    'component:default/worker',
  ]);
});
