import { fixScore, readScore } from '..';

const base = (containers: string, rest = '') => `apiVersion: score.dev/v1b1
metadata:
  name: shop
containers:
${containers}
${rest}`;

const fixed = (text: string) => {
  const result = fixScore(text);
  return { ...result, workload: readScore(result.text).workload };
};

const left = (text: string) =>
  fixScore(text)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ code }) => code);

describe('what is rewritten without loss', () => {
  it('a list of resources, in its order, with its comments', () => {
    const { text } = fixed(
      base(
        '  app: { image: x }',
        `resources:
  # first
  - name: zz # why
    type: s3
  - type: dns
    name: aa
`,
      ),
    );
    expect(text.slice(text.indexOf('resources'))).toBe(`resources:
  # first
  # why
  zz:
    type: s3
  aa:
    type: dns
`);
  });

  it('probes, with what has no place kept below metadata', () => {
    const { workload, valid } = fixed(
      base(`  app:
    image: x
    probes:
      liveness:
        httpGet: { path: /, port: "8080", scheme: https }
        periodSeconds: 5
      readiness: { tcpSocket: { port: 1 } }
      startup: { exec: { command: [x] } }`),
    );
    expect(valid).toBe(true);
    expect(workload?.containers.app).toEqual({
      image: 'x',
      livenessProbe: { httpGet: { path: '/', port: 8080, scheme: 'HTTPS' } },
    });
    expect(workload?.metadata['x-dialect']).toEqual({
      containers: {
        app: {
          probes: { startup: { exec: { command: ['x'] } } },
          livenessProbe: { periodSeconds: 5 },
          readinessProbe: { tcpSocket: { port: 1 } },
        },
      },
    });
  });

  it.each([
    [
      'at the top of the file',
      base('  app: { image: x }', 'limits: { cpu: 1 }'),
    ],
    [
      'among the resources',
      base('  app: { image: x }', 'resources: { limits: { cpu: 1 } }'),
    ],
    ['right in the container', base('  app: { image: x, limits: { cpu: 1 } }')],
  ])('limits %s', (_, text) => {
    const { workload } = fixed(text);
    expect(workload?.containers.app).toEqual({
      image: 'x',
      resources: { limits: { cpu: '1' } },
    });
    expect(workload?.resources).toBeUndefined();
  });

  it.each([
    [
      'variables: { A: 0644, B: yes, C: true, D: 1.50, E: 0x1F }',
      { variables: { A: '0644', B: 'yes', C: 'true', D: '1.50', E: '0x1F' } },
    ],
    [
      'files: { /a: { content: x, mode: 0644 } }',
      { files: { '/a': { content: 'x', mode: '0644' } } },
    ],
    [
      'files: { /a: { content: x, mode: "0o600" } }',
      { files: { '/a': { content: 'x', mode: '0600' } } },
    ],
    [
      'files: { /a: { content: [x, 1] } }',
      { files: { '/a': { content: 'x\n1' } } },
    ],
    [
      'resources: { limits: { cpu: .5, memory: 512MiB } }',
      { resources: { limits: { cpu: '0.5', memory: '512Mi' } } },
    ],
    [
      'resources: { limits: { memory: 64k } }',
      { resources: { limits: { memory: '64K' } } },
    ],
    [
      'liveness-probe: { exec: { command: [x] } }',
      { livenessProbe: { exec: { command: ['x'] } } },
    ],
  ])('%s', (part, expected) => {
    const { workload } = fixed(base(`  app: { image: x, ${part} }`));
    expect(workload?.containers.app).toEqual({ image: 'x', ...expected });
  });

  it.each([
    [
      '{ type: pg, properties: { version: "16" } }',
      { type: 'pg', params: { version: '16' } },
    ],
    ['{ type: pg, properties: }', { type: 'pg' }],
    ['{ type: env.config }', { type: 'env', class: 'config' }],
    [
      '{ type: pg, properties: { host: , port: { type: number, required: true } } }',
      {
        type: 'pg',
        metadata: {
          'x-dialect': {
            properties: {
              host: null,
              port: { type: 'number', required: true },
            },
          },
        },
      },
    ],
  ])('the resource %s', (resource, expected) => {
    const { workload } = fixed(
      base('  app: { image: x }', `resources: { db: ${resource} }`),
    );
    expect(workload?.resources?.db).toEqual(expected);
  });

  it('aliases, when something has to change, and only then', () => {
    const text = base(`  one: &a { image: x, variables: { A: 1 } }
  two: *a`);
    const { text: written, workload } = fixed(text);
    expect(written).not.toContain('*a');
    expect(workload?.containers.two).toEqual({
      image: 'x',
      variables: { A: '1' },
    });
    const valid = text.replace('A: 1', 'A: "1"');
    expect(fixScore(valid).text).toBe(valid);
  });
});

describe('what would be a guess is left, and said', () => {
  it.each([
    [
      'which container limits are for',
      base(
        '  aa: { image: x }\n  bb: { image: x }',
        'resources: { limits: { cpu: "1" } }',
      ),
      'dialect/limits',
    ],
    [
      'which of two limits counts',
      base(
        '  app: { image: x, limits: { cpu: "1" }, resources: { limits: { cpu: "2" } } }',
      ),
      'dialect/limits',
    ],
    [
      'which of properties and params counts',
      base(
        '  app: { image: x }',
        'resources: { db: { type: pg, params: { a: 1 }, properties: { a: 2 } } }',
      ),
      'dialect/properties-and-params',
    ],
    [
      'which class counts',
      base(
        '  app: { image: x }',
        'resources: { db: { type: env.config, class: big } }',
      ),
      'dialect/type-class',
    ],
    [
      'what a resource is called',
      base('  app: { image: x }', 'resources: [{ type: pg }]'),
      'dialect/resources-list',
    ],
    [
      'which of two resources is meant',
      base(
        '  app: { image: x }',
        'resources: [{ name: db, type: pg }, { name: db, type: pg }]',
      ),
      'dialect/resources-list',
    ],
    [
      'which of two files is meant',
      base(
        '  app: { image: x, files: [{ path: /a, content: x }, { path: /a, content: y }] }',
      ),
      'upgrade/repeated-target',
    ],
    [
      'which probe counts',
      base(
        '  app: { image: x, livenessProbe: { exec: { command: [a] } }, probes: { liveness: { exec: { command: [b] } } } }',
      ),
      'dialect/probes',
    ],
    [
      'a millibyte',
      base('  app: { image: x, resources: { limits: { memory: 128m } } }'),
      'schema/format',
    ],
    [
      'a mode that may be decimal',
      base('  app: { image: x, files: { /a: { content: x, mode: 420 } } }'),
      'schema/type',
    ],
    [
      'a port with a name',
      base(
        '  app: { image: x, livenessProbe: { httpGet: { path: /, port: web } } }',
      ),
      'schema/type',
    ],
    [
      'a name out of form',
      base('  app: { image: x }', 'resources: { my_db: { type: pg } }'),
      'schema/name',
    ],
  ])('%s', (_, text, code) => {
    expect(left(text)).toContain(code);
  });
});
