import fc from 'fast-check';
import {
  lookup,
  outputLookup,
  refParts,
  resolveRef,
  secretRef,
  substituteAll,
  substituteText,
  tokens,
} from '..';

const scope = {
  metadata: {
    name: 'orders',
    tier: { name: 'gold', level: 3 },
    'dotted.key': 'dot',
    list: ['a'],
    none: null,
  },
  resources: new Map([
    [
      'db',
      outputLookup({
        host: 'db.internal',
        port: 5432,
        tls: true,
        nested: { z: 1, a: '<x>' },
        password: secretRef('db-secret', 'password'),
        deep: { url: secretRef('db-secret', 'url'), kind: 'x' },
        mixed: { secretText: ['u:', secretRef('db-secret', 'password')] },
      }),
    ],
  ]),
};

describe('a text resolves as in the reference', () => {
  it.each([
    ['', ''],
    ['plain', 'plain'],
    ['$', '$'],
    ['$x', '$x'],
    ['$$', '$'],
    ['$$$', '$$'],
    ['$$x', '$x'],
    ['$${x}', '${x}'],
    ['$$$${x}', '$${x}'],
    ['${unterminated', '${unterminated'],
    ['$${unterminated', '${unterminated'],
    ['${metadata.name}', 'orders'],
    ['$$${metadata.name}', '$orders'],
    ['a ${metadata.name} b ${resources.db.host}', 'a orders b db.internal'],
    ['${metadata.tier.name}', 'gold'],
    ['${metadata.dotted\\.key}', 'dot'],
    ['${resources.db.port}', '5432'],
    ['${resources.db.tls}', 'true'],
    ['${metadata.none}', 'null'],
    ['${resources.db.nested}', '{"a":"\\u003cx\\u003e","z":1}'],
    ['${metadata.list}', '["a"]'],
  ])('%j is %j', (text, expected) => {
    expect(substituteText(text, scope)).toBe(expected);
  });

  it.each([
    [
      '${foo.bar}',
      "invalid ref 'foo.bar': unknown reference root, use $$ to escape the substitution",
    ],
    [
      '${}',
      "invalid ref '': unknown reference root, use $$ to escape the substitution",
    ],
    [
      '${metadata}',
      "invalid ref 'metadata': requires at least a metadata key to lookup",
    ],
    ['${metadata.nope}', "invalid ref 'metadata.nope': key 'nope' not found"],
    [
      '${metadata.constructor}',
      "invalid ref 'metadata.constructor': key 'constructor' not found",
    ],
    [
      '${metadata.name.x}',
      "invalid ref 'metadata.name.x': cannot lookup key 'x', context is not a map",
    ],
    [
      '${metadata.list.0}',
      "invalid ref 'metadata.list.0': cannot lookup key '0', context is not a map",
    ],
    [
      '${resources}',
      "invalid ref 'resources': requires at least a resource name to lookup",
    ],
    [
      '${resources.cache.host}',
      "invalid ref 'resources.cache.host': no known resource 'cache'",
    ],
    [
      '${resources.db}',
      "invalid ref 'resources.db': at least one lookup key is required",
    ],
    [
      '${resources.db.nope}',
      "invalid ref 'resources.db.nope': key 'nope' not found",
    ],
  ])('%s fails with the words of the reference', (text, message) => {
    expect(() => substituteText(text, scope)).toThrow(message);
  });

  it('takes time in proportion to its length though nothing closes', () => {
    const from = process.cpuUsage();
    expect(tokens('${'.repeat(300_000))).toHaveLength(1);
    // Of the processor: a busy machine is no slow reading.
    expect(process.cpuUsage(from).user / 1000).toBeLessThan(5_000);
  });

  it('splits like the regular expression of the reference', () => {
    const pattern = /\$(?:\$?\{([^}]*)\}|\$)/g;
    const text = fc.string({
      unit: fc.constantFrom('$', '{', '}', 'a', '.'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(text, value => {
        const replaced = value.replace(pattern, (all, ref) =>
          all.startsWith('$$') ? all.slice(1) : `<${ref}>`,
        );
        const ours = tokens(value)
          .map(token => ('ref' in token ? `<${token.ref}>` : token.text))
          .join('');
        expect(ours).toBe(replaced);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('secrets', () => {
  it('stay references, alone, in a text, and inside JSON', () => {
    const ref = secretRef('db-secret', 'password');
    expect(substituteText('${resources.db.password}', scope)).toEqual(ref);
    expect(
      substituteText('x:${resources.db.password}@${resources.db.host}', scope),
    ).toEqual({
      secretText: ['x:', ref, '@db.internal'],
    });
    expect(substituteText('${resources.db.deep}', scope)).toEqual({
      secretText: ['{"kind":"x","url":"', secretRef('db-secret', 'url'), '"}'],
    });
  });

  it('cannot be looked into', () => {
    expect(() => resolveRef('resources.db.password.secretRef', scope)).toThrow(
      "cannot lookup key 'secretRef', context is not a map",
    );
  });
});

it('params are filled in at every depth, and keys are not', () => {
  expect(
    substituteAll(
      { '${metadata.name}': ['${metadata.name}', 1, { a: '$$' }] },
      scope,
    ),
  ).toEqual({ '${metadata.name}': ['orders', 1, { a: '$' }] });
});

it('a dot inside a key is written with a backslash', () => {
  expect(refParts('metadata.a\\.b.c')).toEqual(['metadata', 'a.b', 'c']);
  expect(lookup({ 'a.b': { c: 1 } }, ['a.b', 'c'])).toBe(1);
});

it('takes an output that is a text with secrets into a longer text', () => {
  expect(substituteText('a://${resources.db.mixed}@h', scope)).toEqual({
    secretText: ['a://u:', secretRef('db-secret', 'password'), '@h'],
  });
});
