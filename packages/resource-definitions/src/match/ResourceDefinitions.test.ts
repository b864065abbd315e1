import { context, definition, matching } from '../__testUtils__/samples';
import type { ResourceContext, ResourceDefinition } from '../types';
import { ResourceDefinitions } from './ResourceDefinitions';

const find = (
  definitions: ResourceDefinition[],
  wanted: ResourceContext = context(),
) => new ResourceDefinitions(definitions).find(wanted);

/** From what says most to what says least; the order that ADR 34 gives. */
const LADDER: ResourceDefinition[] = [
  definition({ name: 'id', id: 'shop.db', class: '*' }),
  definition({ name: 'class' }),
  ...[
    matching('service', { services: ['component:default/shop'] }),
    matching('environment', { environments: ['prod'] }),
    matching('owner', { owners: ['group:default/sales'] }),
    matching('two annotations', {
      annotations: { region: 'eu', plan: 'gold' },
    }),
    matching('one annotation', { annotations: { region: 'eu' } }),
    matching('condition', { when: 'resource.name == "db"' }),
    matching('tier', { tiers: ['production'] }),
  ].map(one => ({ ...one, class: '*' })),
  definition({ name: 'nothing', class: '*' }),
];

describe('the most specific definition wins', () => {
  const steps = LADDER.slice(1).map((less, at) => [LADDER[at], less] as const);

  it.each(steps)('$name before $name', (more, less) => {
    expect(find([less, more]).definition?.name).toBe(more.name);
    expect(find([more, less]).definition?.name).toBe(more.name);
  });

  it('whatever else the less specific ones say', () => {
    const [byId] = LADDER;
    const all = matching(
      'all the rest',
      {
        services: ['component:default/shop'],
        environments: ['prod'],
        owners: ['group:default/sales'],
        annotations: { region: 'eu' },
        when: 'true',
        tiers: ['production'],
      },
      { class: 'default' },
    );
    expect(find([all, byId]).definition?.name).toBe('id');
    expect(find([...LADDER.slice(1), all]).definition?.name).toBe(
      'all the rest',
    );
  });
});

describe('where a definition applies', () => {
  const EU = { annotations: { region: 'eu' } };
  it.each<[string, Partial<ResourceDefinition>, object, boolean]>([
    ['no match', {}, {}, true],
    ['another class', { class: 'large' }, {}, false],
    [
      'no class, and a class is asked for',
      {},
      { resource: { class: 'large' } },
      false,
    ],
    ['every class', { class: '*' }, { resource: { class: 'large' } }, true],
    ['another id', { id: 'shop.cache' }, {}, false],
    [
      'one of the environments',
      { match: { environments: ['dev', 'prod'] } },
      {},
      true,
    ],
    ['part of a name', { match: { environments: ['pro'] } }, {}, false],
    ['another tier', { match: { tiers: ['staging'] } }, {}, false],
    [
      'an owner in another case',
      { match: { owners: ['Group:default/Sales'] } },
      {},
      true,
    ],
    [
      'an owner of another namespace',
      { match: { owners: ['group:other/sales'] } },
      {},
      false,
    ],
    [
      'an owner, and nobody owns it',
      { match: { owners: ['group:default/sales'] } },
      { service: { owner: undefined } },
      false,
    ],
    [
      'another service',
      { match: { services: ['component:default/cart'] } },
      {},
      false,
    ],
    ['an annotation', { match: EU }, {}, true],
    [
      'an annotation with another value',
      { match: { annotations: { region: 'us' } } },
      {},
      false,
    ],
    [
      'an annotation that every object has by nature',
      { match: { annotations: { constructor: 'x' } } },
      {},
      false,
    ],
    ['all of them', { match: { ...EU, tiers: ['production'] } }, {}, true],
    ['all but one', { match: { ...EU, tiers: ['staging'] } }, {}, false],
    [
      'a condition on params',
      { match: { when: 'has(params.size) && params.size == "l"' } },
      { params: { size: 'l' } },
      true,
    ],
    [
      'a condition that is not met',
      { match: { when: 'service.name == "cart"' } },
      {},
      false,
    ],
  ])('%s', (_, change, wanted, applies) => {
    const one = definition({
      params: { properties: { size: { type: 'string' } } },
      ...change,
    });
    expect(find([one], context(wanted)).definition).toBe(
      applies ? one : undefined,
    );
  });
});

describe('nothing provides it', () => {
  const dev = matching('postgres-dev', { environments: ['dev'] });
  const large = definition({ name: 'postgres-large', class: 'large' });

  it('names the types that there are, and the one that may be meant', () => {
    const definitions = [dev, definition({ name: 'redis', type: 'redis' })];
    const wanted = (type: string) =>
      find(definitions, context({ resource: { type } })).refusal;
    expect(wanted('postgress')).toEqual({
      reason: 'unknown-type',
      message:
        'no definition provides the type postgress; did you mean postgres?',
      types: ['postgres', 'redis'],
    });
    expect(wanted('s3')?.message).toBe(
      'no definition provides the type s3; known types: postgres, redis',
    );
  });

  it('says of each definition of the type why it does not apply', () => {
    expect(find([dev, large]).refusal).toEqual({
      reason: 'none-here',
      message:
        'no definition provides postgres.default#shop.db for shop in prod. "postgres-dev": it is for environments dev, not prod. "postgres-large": it is for the class large, not default',
      passedOver: [
        {
          definition: 'postgres-dev',
          why: 'it is for environments dev, not prod',
        },
        {
          definition: 'postgres-large',
          why: 'it is for the class large, not default',
        },
      ],
    });
  });
});

it('refuses to choose between two that say as much, and names both', () => {
  const definitions = [
    matching('a', { annotations: { region: 'eu' } }),
    matching('b', { annotations: { plan: 'gold' } }),
  ];
  expect(find(definitions).refusal).toMatchObject({
    reason: 'tie',
    definitions: ['a', 'b'],
    message: expect.stringContaining('"a" and "b" both provide'),
  });
  const elsewhere = context({ environment: { annotations: { plan: 'gold' } } });
  expect(find(definitions, elsewhere).definition?.name).toBe('b');
});

describe('a condition that cannot be evaluated', () => {
  // Taken for "does not apply", it would give production the definition that was meant for everybody else.
  const broken = matching('postgres-gold', {
    when: 'resource.annotations.plan == "gold"',
  });

  it('denies, rather than leaving it to a less specific definition', () => {
    expect(find([definition(), broken]).refusal).toEqual({
      reason: 'cannot-tell',
      definition: 'postgres-gold',
      message:
        'it cannot be told which definition provides postgres.default#shop.db for shop in prod. "postgres-gold": its condition cannot be evaluated: field not found: plan; guard a field that may be missing with has()',
    });
  });

  it('denies beside one that is as specific', () => {
    const other = matching('b', { when: 'true' });
    expect(find([other, broken]).refusal?.reason).toBe('cannot-tell');
  });

  it('denies when it gives neither true nor false', () => {
    const odd = matching('odd', { when: 'service.name' });
    expect(find([odd]).refusal?.message).toContain(
      'it gives neither true nor false',
    );
  });

  it('has no say where a more specific one applies, or where it would not apply anyway', () => {
    const byService = matching('b', { services: ['component:default/shop'] });
    expect(find([byService, broken]).definition).toBe(byService);
    const elsewhere = { ...broken, match: { ...broken.match, tiers: ['dev'] } };
    expect(find([definition(), elsewhere]).definition?.name).toBe(
      'postgres-shared',
    );
  });
});

describe('the explanation', () => {
  it('says why one was chosen and each other one was not', () => {
    const definitions = new ResourceDefinitions([
      definition(),
      matching('postgres-prod', { tiers: ['production'] }),
      matching('postgres-dev', { environments: ['dev'] }),
      matching('postgres-gold', { when: 'resource.annotations.plan == "x"' }),
      matching('postgres-sales', { owners: ['group:default/sales'] }),
    ]);
    expect(definitions.explain(context())).toEqual({
      chosen: 'postgres-sales',
      considered: [
        {
          definition: 'postgres-shared',
          matches: true,
          why: 'less specific than "postgres-sales", which names the owner group:default/sales',
        },
        {
          definition: 'postgres-prod',
          matches: true,
          why: 'less specific than "postgres-sales", which names the owner group:default/sales',
        },
        {
          definition: 'postgres-dev',
          matches: false,
          why: 'it is for environments dev, not prod',
        },
        {
          definition: 'postgres-gold',
          matches: false,
          why: expect.stringMatching(
            /^less specific than "postgres-sales".*cannot be evaluated/,
          ),
        },
        {
          definition: 'postgres-sales',
          matches: true,
          why: 'more specific than "postgres-gold": it names the owner group:default/sales',
        },
      ],
    });
  });

  it('chooses none of two that tie', () => {
    const definitions = new ResourceDefinitions([
      matching('a', { annotations: { region: 'eu' } }),
      matching('b', { annotations: { plan: 'gold' } }),
    ]);
    const { chosen, considered } = definitions.explain(context());
    expect(chosen).toBeUndefined();
    expect(considered.map(({ why }) => why)).toEqual([
      'as specific as "b"',
      'as specific as "a"',
    ]);
  });
});

it('lists types for a catalogue, with what every definition of one gives out', () => {
  const host = { type: 'string' } as const;
  const definitions = new ResourceDefinitions([
    matching('prod', { tiers: ['production'] }, { outputs: { host } }),
    definition({ outputs: { host, port: { type: 'integer' } }, example: 'x' }),
    definition({ name: 'large', class: 'large', title: 'Large' }),
    definition({ name: 'cache', type: 'redis' }),
  ]);
  expect(definitions.types()).toMatchObject([
    {
      type: 'postgres',
      class: 'default',
      title: 'PostgreSQL',
      example: 'x',
      outputs: { host },
      definitions: ['prod', 'postgres-shared'],
    },
    { type: 'postgres', class: 'large', title: 'Large', outputs: {} },
    { type: 'redis', definitions: ['cache'] },
  ]);
});

it('lists who else may use what a type gives, for each definition that says so', () => {
  const sharing = { owner: 'component:default/ledger', with: { team: true } };
  const definitions = new ResourceDefinitions([
    definition({ name: 'of-one' }),
    matching('prod', { tiers: ['production'] }, { sharing }),
    definition({ name: 'cache', type: 'redis' }),
  ]);
  expect(definitions.types()).toMatchObject([
    { type: 'postgres', sharing: [{ definition: 'prod', ...sharing }] },
    { type: 'redis', sharing: [] },
  ]);
});
