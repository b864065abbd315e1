import { fixScore, formatPath, readScore, renderKubernetes } from '.';
import type { Diagnostic } from '.';

// What score-k8s 0.15 makes of the same files was recorded from a run of it.

const file = (rest: string) =>
  `apiVersion: score.dev/v1b1\nmetadata: { name: shop }\n${rest}`;

const variable = (value: string) =>
  file(
    `containers:\n  app:\n    image: nginx\n    variables:\n      V: ${value}\n`,
  );

const port = (value: string) =>
  file(
    `service: { ports: { web: { port: ${value} } } }\ncontainers: { app: { image: nginx } }\n`,
  );

function short({ severity, code, path }: Diagnostic): string {
  return `${severity} ${code} ${formatPath(path)}`;
}

describe('a variable that the reference refuses is refused, and fix writes the text', () => {
  it.each([
    ['2024-01-01', 'yaml/date', '"2024-01-01"'],
    ['2024-1-1', 'yaml/date', '"2024-1-1"'],
    ['2024-02-29', 'yaml/date', '"2024-02-29"'],
    ['0000-01-01', 'yaml/date', '"0000-01-01"'],
    ['2024-01-01T10:00:00Z', 'yaml/date', '"2024-01-01T10:00:00Z"'],
    ['2024-01-01t1:2:3+01:00', 'yaml/date', '"2024-01-01t1:2:3+01:00"'],
    ['2024-01-01 10:00:00', 'yaml/date', '"2024-01-01 10:00:00"'],
    ['2024-01-01  10:00:00', 'yaml/date', '"2024-01-01  10:00:00"'],
    ['2024-01-01 10:00:00.5', 'yaml/date', '"2024-01-01 10:00:00.5"'],
    ['2024-01-01 10:00:00,5', 'yaml/date', '"2024-01-01 10:00:00,5"'],
    ['&a 2024-01-01', 'yaml/date', '&a "2024-01-01"'],
    ['010', 'repair/type', '"010"'],
    ['0777', 'repair/type', '"0777"'],
    ['08', 'repair/type', '"08"'],
    ['0O17', 'repair/type', '"0O17"'],
    ['0X1f', 'repair/type', '"0X1f"'],
    ['-0x1F', 'repair/type', '"-0x1F"'],
    ['0b11', 'repair/type', '"0b11"'],
    ['-0b1', 'repair/type', '"-0b1"'],
    ['1_000', 'repair/type', '"1_000"'],
    ['1_', 'repair/type', '"1_"'],
    ['0x_1F', 'repair/type', '"0x_1F"'],
    ['1_000.5', 'repair/type', '"1_000.5"'],
    ['1_0e3', 'repair/type', '"1_0e3"'],
    ['.5_0', 'repair/type', '".5_0"'],
    ['99999999999999999999', 'repair/type', '"99999999999999999999"'],
    ['!!float 5', 'yaml/tag', '"5"'],
    ['!!bool yes', 'yaml/tag', '"yes"'],
    ['!!null x', 'yaml/tag', '"x"'],
    ['!!timestamp 2024-01-01', 'yaml/tag', '"2024-01-01"'],
    ['! 010', 'yaml/tag', '"010"'],
  ])('%s', (value, code, written) => {
    const { valid, diagnostics } = readScore(variable(value));
    expect(valid).toBe(false);
    expect(diagnostics.map(short)).toEqual([
      `error ${code} containers.app.variables.V`,
    ]);
    expect(diagnostics[0].position?.line).toBe(7);
    expect(diagnostics[0].fix?.automatic).toBe(true);
    const fixed = fixScore(variable(value));
    expect(fixed.text).toBe(variable(written));
    expect(readScore(fixed.text).diagnostics).toEqual([]);
  });
});

it.each([
  'yes',
  'No',
  'on',
  'off',
  'y',
  '12:30',
  '190:20:30',
  '2024-13-01',
  '2024-02-30',
  '2023-02-29',
  '2024-01',
  '2024-01-01 10:00',
  '2024-01-01 10:00:00Z',
  '2024-01-01T10:00:00',
  '2024-01-01 25:00:00',
  '_1',
  '0b2',
  '1.2.3',
  '!!str 2024-01-01',
  '!!str 010',
  '"2024-01-01"',
  '"a\\\\/b"',
])('%s is a text to the reference and here', value => {
  expect(readScore(variable(value)).diagnostics).toEqual([]);
  expect(fixScore(variable(value)).changed).toBe(false);
});

it.each([
  ['1_000', 1000],
  ['010', 8],
  ['0b11', 3],
  ['0_7', 7],
  ['0X1f', 31],
])(
  'the port %s is %d, as the reference reads it, with a warning',
  (text, number) => {
    const { workload, diagnostics } = readScore(port(text));
    expect(workload?.service?.ports?.web.port).toBe(number);
    expect(diagnostics.map(short)).toEqual([
      'warning yaml/ambiguous service.ports.web.port',
    ]);
  },
);

it.each(['1e400', '0xFFFFFFFFFFFFFFFFF', '-0x8000000000000001'])(
  '%s is past 64 bits, so a text to the reference and here, with a warning',
  value => {
    const { workload, diagnostics } = readScore(variable(value));
    expect(workload?.containers.app.variables).toEqual({ V: value });
    expect(diagnostics.every(({ severity }) => severity === 'warning')).toBe(
      true,
    );
  },
);

it.each(['.inf', '-.Inf', '.nan'])(
  '%s cannot be filled in, rather than being filled in as null',
  value => {
    const { workload } = readScore(`apiVersion: score.dev/v1b1
metadata: { name: shop, free: ${value} }
containers: { app: { image: nginx, variables: { V: "a\${metadata.free}" } } }
`);
    const { diagnostics } = renderKubernetes([workload!]);
    expect(diagnostics.map(short)).toEqual([
      'error render/unresolved containers.app.variables.V',
    ]);
  },
);

it.each([
  ['metadata', '.inf', 'metadata.free'],
  ['metadata', '-.Inf', 'metadata.free'],
  ['metadata', '!!float .nan', 'metadata.free'],
  ['params', '.NaN', 'resources.db.params.free'],
])(
  'in %s, %s is said to be no JSON by validate and by fix',
  (where, value, at) => {
    const text = `apiVersion: score.dev/v1b1
metadata: { name: shop${where === 'metadata' ? `, free: ${value}` : ''} }
containers: { app: { image: nginx } }
resources: { db: { type: postgres${
      where === 'params' ? `, params: { free: ${value} }` : ''
    } } }
`;
    const { valid, diagnostics } = readScore(text);
    expect(valid).toBe(true);
    expect(diagnostics.map(short)).toContain(`warning yaml/not-json ${at}`);
    const fixed = fixScore(text);
    expect(fixed.text).toBe(text);
    expect(fixed.diagnostics.map(short)).toContain(
      `warning yaml/not-json ${at}`,
    );
  },
);

it('what fix rewrites beside such a number is still written, and the number said', () => {
  const { text, diagnostics } = fixScore(`apiVersion: score.dev/v1b1
metadata: { name: shop, free: .inf, since: 2024-01-01 }
containers: { app: { image: nginx } }
`);
  expect(text).toContain('free: .inf, since: "2024-01-01"');
  expect(diagnostics.map(short)).toEqual(
    expect.arrayContaining(['warning yaml/not-json metadata.free']),
  );
});

it('a date in the free parts is filled in as a time by the reference, so it is quoted', () => {
  const free = (value: string) => `apiVersion: score.dev/v1b1
metadata: { name: shop, since: ${value} }
containers: { app: { image: nginx } }
`;
  const { valid, diagnostics } = readScore(free('2024-01-01'));
  expect(valid).toBe(true);
  expect(diagnostics.map(short)).toEqual(['warning yaml/date metadata.since']);
  expect(fixScore(free('2024-01-01')).text).toBe(free('"2024-01-01"'));
});

it('what fix builds anew is quoted where the reference would not read a text', () => {
  const lines = file(`containers:
  app:
    image: nginx
    files:
      - target: /etc/since
        content: ["2024-01-01"]
      - target: 2024-01-01
        content: ["1_000"]
`);
  const { text } = fixScore(lines);
  expect(text).toContain('content: "2024-01-01"');
  expect(text).toContain('"2024-01-01":\n        content: "1_000"');
  expect(readScore(text).diagnostics).toEqual([]);
});

it('the escape \\/ of JSON is written out, and other escapes stay escapes', () => {
  const { valid, diagnostics } = readScore(variable('"a\\/b"'));
  expect(valid).toBe(true);
  expect(diagnostics.map(short)).toEqual([
    'warning yaml/escape containers.app.variables.V',
  ]);
  expect(fixScore(variable('"\\u2028\\x7f\\/"')).text).toBe(
    variable('"\\u2028\\u007f/"'),
  );
});

it.each(['\u2028', '\u2029', '\u0085', '\u007f', '\u0080', '\ufffe', '\u0001'])(
  'the character %j is named with its place, as the reference refuses it or ends a line',
  character => {
    const { valid, diagnostics } = readScore(variable(`"a${character}b"`));
    expect(valid).toBe(false);
    expect(diagnostics).toEqual([
      expect.objectContaining({
        code: 'yaml/character',
        position: expect.objectContaining({ line: 7, column: 12 }),
      }),
    ]);
  },
);

it.each(['2024-01-01', '1_000', '0b11', '010', '!foo bar', '!!bool yes'])(
  'the key %s is no text to the reference, so it is refused',
  key => {
    const { diagnostics } = readScore(
      file(`containers: { app: { image: nginx, variables: { ${key}: x } } }\n`),
    );
    expect(diagnostics.map(({ code }) => code)).toContain('yaml/key-type');
  },
);

it('a file that names YAML 1.1 is read the same, as the reference does', () => {
  const text = `%YAML 1.1\n---\n${variable('yes')}`;
  expect(readScore(text).workload?.containers.app.variables).toEqual({
    V: 'yes',
  });
});
