import { context, definition } from './__testUtils__/samples';
import { fillSettings } from './fillSettings';

const fill = (settings: Record<string, unknown>, params = {}) =>
  fillSettings(
    definition({ settings, params: { additionalProperties: true } }),
    context({ params }),
  );

describe('settings', () => {
  it('are filled in at any depth, typed where an expression stands alone', () => {
    const filled = fill(
      {
        server: 'main',
        name: '${service.name}-${resource.name}',
        limit: '${environment.tier == "production" ? 50 : 5}',
        list: ['${params.size}', { on: '${has(params.backup)}' }],
        text: 'costs 5 $$, $(kept)',
        number: 7,
        none: null,
      },
      { size: 16 },
    );
    expect(filled).toEqual({
      problems: [],
      settings: {
        server: 'main',
        name: 'shop-db',
        limit: 50,
        list: [16, { on: false }],
        text: 'costs 5 $, $(kept)',
        number: 7,
        none: null,
      },
    });
  });

  it('name by its path each that cannot be, and give nothing half filled', () => {
    const filled = fill({
      a: { 'b.c': ['${params.size}'] },
      d: 'x-${resource.annotations}',
      e: 'fine',
    });
    expect(filled).toEqual({
      problems: [
        {
          path: 'settings.a["b.c"][0]',
          message: '${params.size}: field not found: size',
        },
        {
          path: 'settings.d',
          message:
            '${resource.annotations}: it gives a map, which does not go into a longer text',
        },
      ],
    });
  });

  it('never read what a Score file says as an expression', () => {
    const filled = fill(
      { a: '${params.name}', b: 'x-${params.name}' },
      { name: '${service.owner}' },
    );
    expect(filled.settings).toEqual({
      a: '${service.owner}',
      b: 'x-${service.owner}',
    });
  });
});

it('knows the Secret that objects read secret outputs from', () => {
  const { settings } = fillSettings(
    definition({ settings: { name: '${resource.secretName}' } }),
    context({ resource: { secretName: 'shop-db' } }),
  );
  expect(settings).toEqual({ name: 'shop-db' });
});

describe('the name for objects outside', () => {
  const slug = (resource: object) =>
    fillSettings(
      definition({ settings: { slug: '${resource.slug}' } }),
      context({ resource }),
    ).settings?.slug as string;

  it.each([
    [{}, /^postgres-shop-db-[0-9a-f]{6}$/],
    [{ class: 'large' }, /^postgres-large-shop-db-[0-9a-f]{6}$/],
    [{ type: '3d-Store' }, /^r-3d-store-shop-db-[0-9a-f]{6}$/],
    [{ id: 'x'.repeat(63) }, /^postgres-x{29}-[0-9a-f]{6}$/],
    [{ slug: 'kept' }, /^kept$/],
  ])('of %j', (resource, form) => {
    expect(slug(resource)).toMatch(form);
    expect(slug(resource).length).toBeLessThanOrEqual(45);
  });

  it('is another one for each uid', () => {
    expect(slug({ uid: 'postgres.default#a.b', id: 'a.b' })).not.toBe(
      slug({ uid: 'postgres.default#a-b', id: 'a-b' }),
    );
  });
});

describe('the Secret and the workload that objects refer to', () => {
  const derived = (resource: object) =>
    fillSettings(
      definition({
        settings: {
          secret: '${resource.secretName}',
          workload: '${resource.workload}',
        },
      }),
      context({ resource }),
    ).settings;

  it.each([
    // The workload need not be called like its service.
    [{ id: 'web.db' }, { secret: 'web-db', workload: 'web' }],
    [
      { id: 'ledger', name: 'db' },
      { secret: 'postgres-ledger', workload: 'shop' },
    ],
    [
      { id: 'ledger', class: 'large' },
      { secret: 'postgres-large-ledger', workload: 'shop' },
    ],
    [
      { secretName: 'given', workload: 'api' },
      { secret: 'given', workload: 'api' },
    ],
  ])('of %j', (resource, expected) => {
    expect(derived(resource)).toEqual(expected);
  });
});
