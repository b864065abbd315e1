import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { formatPath, readScore } from '.';
import type { Diagnostic, ReadOptions } from '.';
import { edited, INVALID, VALID } from './__testUtils__/verdicts';
import { CODES } from './diagnostics/codes';

/** `line:column severity code path` of each finding. */
function findings(text: string, options?: ReadOptions): string[] {
  return readScore(text, options).diagnostics.map(short);
}

function short({ position, severity, code, path }: Diagnostic): string {
  const place = position ? `${position.line}:${position.column}` : '-';
  return `${place} ${severity} ${code} ${formatPath(path)}`.trim();
}

const minimal = (rest = '') => `apiVersion: score.dev/v1b1
metadata:
  name: orders
containers:
  app:
    image: nginx
${rest}`;

describe('the verdict of the reference', () => {
  it.each(
    INVALID.map(edit => [JSON.stringify(edit).slice(0, 90), edit] as const),
  )('refuses %s', (_, edit) => {
    const { valid, workload, diagnostics } = readScore(
      JSON.stringify(edited(edit)),
    );
    expect(valid).toBe(false);
    expect(workload).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).not.toEqual([]);
  });

  it.each(
    VALID.map(edit => [JSON.stringify(edit).slice(0, 90), edit] as const),
  )('takes %s', (_, edit) => {
    const { valid, diagnostics } = readScore(JSON.stringify(edited(edit)));
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual(
      [],
    );
    expect(valid).toBe(true);
  });
});

const samples = resolve(__dirname, '../../../../shared/samples/score');
(existsSync(samples) ? describe : describe.skip)(
  'published files (needs ../shared/samples/score)',
  () => {
    const names = existsSync(samples) ? readdirSync(samples) : ['-'];
    it.each(names)('takes %s without a word', name => {
      expect(findings(readFileSync(join(samples, name), 'utf8'))).toEqual([]);
    });
  },
);

const guide = resolve(__dirname, '../../../../shared/mission');
(existsSync(guide) ? describe : describe.skip)(
  "the guide's files (needs ../shared/mission)",
  () => {
    it('refuses the service with every reason', () => {
      const text = readFileSync(join(guide, 'score-service.yaml'), 'utf8');
      expect(findings(text)).toEqual([
        '11:1 error dialect/resources-list resources',
        '14:5 error dialect/properties resources.db.properties',
      ]);
    });

    it('refuses the worker with every reason', () => {
      const text = readFileSync(join(guide, 'score-worker.yaml'), 'utf8');
      expect(findings(text)).toEqual([
        '11:5 error dialect/files-list containers.payment-worker.files',
        '15:7 error dialect/probes containers.payment-worker.probes.liveness',
        '28:11 error dialect/type-class resources.config.type',
        '29:5 error dialect/properties resources.config.properties',
        '37:5 error dialect/properties resources.storage.properties',
      ]);
    });
  },
);

describe('findings', () => {
  it('come all at once, each at its place', () => {
    const text = minimal(`    imgae: nginx
    variables:
      PORT: 8080
      HOST: \${resource.db.host}
    resources:
      limits: { memory: 128m }
service:
  ports:
    web: { port: 0, protocol: tcp }
`);
    expect(findings(text)).toEqual([
      '7:5 error schema/unknown-key containers.app.imgae',
      '9:13 error repair/type containers.app.variables.PORT',
      '10:13 error placeholder/root containers.app.variables.HOST',
      '12:25 error schema/format containers.app.resources.limits.memory',
      '15:18 error schema/format service.ports.web.port',
      '15:31 error repair/format service.ports.web.protocol',
    ]);
  });

  it.each([
    ['metadata: { name: My_Shop }', 'schema/format', 'did you mean my-shop?'],
    [
      'metadata: { nmae: shop, name: shop }\nservcie: {}',
      'schema/unknown-key',
      'did you mean service?',
    ],
    [
      'containers: { web: { image: x, env: {} } }',
      'schema/unknown-key',
      'Score calls it variables',
    ],
    [
      'containers: { web: { image: x, resources: { limits: { memory: 64m } } } }',
      'schema/format',
      'did you mean "64M" or "64Mi"? A small m is a thousandth',
    ],
    [
      'containers: { web: { image: x, variables: { A: "${resource.db.host}" } } }',
      'placeholder/root',
      'did you mean resources? Else to keep it as text, write $${…}',
    ],
    [
      'containers: { web: { image: x, variables: { A: "${resources.dbb.host}" } } }\nresources: { db: { type: postgres } }',
      'placeholder/unknown-resource',
      'did you mean db?',
    ],
    [
      'containers: { web: { image: x, before: { wbe: { ready: started } } } }',
      'before/unknown-container',
      'did you mean web?',
    ],
  ])('%s says %s with a way out', (part, code, fix) => {
    const base = {
      apiVersion: 'apiVersion: score.dev/v1b1',
      metadata: 'metadata: { name: shop }',
      containers: 'containers: { web: { image: x } }',
    };
    const lines = Object.entries(base)
      .filter(([key]) => !part.includes(`${key}: {`) || !part.startsWith(key))
      .map(([, line]) => line);
    const { diagnostics } = readScore([...lines, part].join('\n'));
    expect(diagnostics.map(one => [one.code, one.fix?.text])).toContainEqual([
      code,
      fix,
    ]);
  });

  it('hide a value whose key looks secret', () => {
    const text = minimal('    variables:\n      DB_PASSWORD: 20391\n');
    const { diagnostics } = readScore(text);
    expect(diagnostics[0].value).toBe('(hidden)');
    expect(JSON.stringify(diagnostics)).not.toContain('20391');
  });

  it('name the circle of containers that wait for each other', () => {
    const text = `apiVersion: score.dev/v1b1
metadata: { name: shop }
containers:
  aa: { image: x, before: { bb: { ready: started } } }
  bb: { image: x, before: { cc: { ready: started } } }
  cc: { image: x, before: { aa: { ready: started } } }
`;
    expect(readScore(text).diagnostics[0].message).toBe(
      'containers wait for each other: aa before bb before cc before aa',
    );
  });

  it('have codes that are all explained', () => {
    const sources = (folder: string): string[] =>
      readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return sources(path);
        return /\.ts$/.test(path) && !/\.test\.ts$|codes\.ts$/.test(path)
          ? [readFileSync(path, 'utf8')]
          : [];
      });
    const used = sources(__dirname).flatMap(text =>
      [
        ...text.matchAll(
          /'((?:yaml|schema|upgrade|dialect|repair|placeholder|before|override|fix|plan|render)\/[a-z-]+)'/g,
        ),
      ].map(([, code]) => code),
    );
    expect(used.filter(code => !Object.hasOwn(CODES, code))).toEqual([]);
    expect(used.length).toBeGreaterThan(60);
  });
});

describe('texts that would hurt', () => {
  const code = (text: string, options?: ReadOptions) =>
    readScore(text, options).diagnostics.map(one => one.code);

  it('are refused when they stand for billions of values', () => {
    const levels = Array.from(
      { length: 30 },
      (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}, *a${at}]`,
    );
    expect(code(`a0: &a0 x\n${levels.join('\n')}`)).toEqual([
      'yaml/too-many-nodes',
    ]);
  });

  it('are refused when an alias holds itself', () => {
    expect(code('a: &a { b: *a }')).toEqual(['yaml/alias-cycle']);
  });

  it('are refused when nested thousands deep, in brackets or in dashes', () => {
    expect(code('['.repeat(20_000))).not.toEqual([]);
    expect(code(`${'- '.repeat(300)}x`)).toEqual(['yaml/too-deep']);
    expect(code(`a: ${'['.repeat(200)}${']'.repeat(200)}`)).toEqual([
      'yaml/too-deep',
    ]);
  });

  it('are refused when too long', () => {
    expect(code('x'.repeat(11), { maxLength: 10 })).toEqual(['yaml/too-long']);
  });

  it('are read in time though a map has very many keys', () => {
    const costOf = (length: number) => {
      const keys = Array.from({ length }, (_, at) => `k${at}: 1`);
      const from = process.cpuUsage();
      readScore(keys.join('\n'));
      return process.cpuUsage(from).user;
    };
    costOf(4_000);
    // Ten times as many would cost a hundred times as much if each were compared with all others.
    expect(costOf(40_000) / costOf(4_000)).toBeLessThan(50);
  });

  it('are refused when a key stands twice, naming the first', () => {
    const [first] = readScore(
      minimal('metadata:\n  name: again\n'),
    ).diagnostics;
    expect(first).toMatchObject({
      code: 'yaml/duplicate-key',
      message: 'the key metadata stands twice; the first is on line 2',
      position: { line: 7, column: 1 },
    });
    expect(code('{"a": 1, "a": 2}')).toEqual(['yaml/duplicate-key']);
  });

  it.each([
    ['', 'yaml/empty'],
    ['# only a comment\n', 'yaml/empty'],
    ['a: [', 'yaml/syntax'],
    ['a: b\n---\nc: d\n', 'yaml/many-documents'],
    ['a: *nowhere', 'yaml/unknown-alias'],
    ['8080: x', 'yaml/key-type'],
    ['a: { <<: 3 }', 'yaml/bad-merge'],
  ])('%j is %s', (text, expected) => {
    expect(code(text)).toContain(expected);
  });
});

describe('YAML', () => {
  it('may use aliases and merge keys', () => {
    const { workload } = readScore(`apiVersion: score.dev/v1b1
metadata: { name: shop }
containers:
  one: &base
    image: nginx
    variables: &vars { A: x, B: "1" }
  two:
    <<: *base
    variables: { <<: *vars, B: "2" }
`);
    expect(workload?.containers.two).toEqual({
      image: 'nginx',
      variables: { B: '2', A: 'x' },
    });
  });

  it('gives texts though a tag asks for something else', () => {
    const { workload } = readScore(
      minimal(
        'resources: { db: { type: pg, params: { a: !!binary aGk=, b: !!timestamp 2024-01-01 } } }\n',
      ),
    );
    expect(workload?.resources?.db.params).toEqual({
      a: 'aGk=',
      b: '2024-01-01',
    });
  });

  it('may end with a document mark, and begin with one', () => {
    expect(readScore(`---\n${minimal()}...\n`).valid).toBe(true);
  });

  it('may be JSON', () => {
    expect(readScore(JSON.stringify(edited(['metadata/tier', 1]))).valid).toBe(
      true,
    );
  });
});

describe('the official upgrades', () => {
  const old = minimal(`    files:
      - target: /etc/a
        content: [one, 2, true]
      - { target: /etc/b, source: b.txt }
    volumes:
      - target: /data
        source: \${resources.data}
        read_only: true
resources: { data: { type: volume } }
`);

  it('are made, with a warning each', () => {
    const { valid, workload, diagnostics } = readScore(old);
    expect(valid).toBe(true);
    expect(workload?.containers.app.files).toEqual({
      '/etc/a': { content: 'one\n2\ntrue' },
      '/etc/b': { source: 'b.txt' },
    });
    expect(workload?.containers.app.volumes).toEqual({
      '/data': { source: '${resources.data}', readOnly: true },
    });
    expect(diagnostics.map(short)).toEqual([
      '7:5 warning upgrade/files-list containers.app.files',
      '9:9 warning upgrade/content-list containers.app.files[0].content',
      '11:5 warning upgrade/volumes-list containers.app.volumes',
      '14:9 warning upgrade/read-only containers.app.volumes[0].read_only',
    ]);
  });

  it.each([
    ['[{ content: x }]', 'upgrade/missing-target'],
    [
      '[{ target: /a, content: x }, { target: /a, content: y }]',
      'upgrade/repeated-target',
    ],
    ['[nonsense]', 'upgrade/not-a-map'],
  ])('of files: %s is refused as %s', (files, expected) => {
    const { valid, diagnostics } = readScore(minimal(`    files: ${files}\n`));
    expect(valid).toBe(false);
    expect(diagnostics.map(({ code }) => code)).toContain(expected);
  });
});

describe('overrides', () => {
  const base = minimal('    command: [run]\n    variables: { A: a, B: b }\n');

  it('of a file merge maps, replace lists, and remove with an empty value', () => {
    const { workload } = readScore(base, {
      overrides: {
        file: {
          text: 'containers: { app: { command: [x, y], variables: { A: null, C: c } } }',
        },
      },
    });
    expect(workload?.containers.app).toEqual({
      image: 'nginx',
      command: ['x', 'y'],
      variables: { B: 'b', C: 'c' },
    });
  });

  it('of properties set, append, escape and remove', () => {
    const { workload } = readScore(base, {
      overrides: {
        properties: [
          'containers.app.command.-1=more',
          'containers.app.variables.A=',
          'containers.app.variables.dotted\\.key="1"',
          'metadata.team.lead={name: grace}',
        ],
      },
    });
    expect(workload?.containers.app.command).toEqual(['run', 'more']);
    expect(workload?.containers.app.variables).toEqual({
      B: 'b',
      'dotted.key': '1',
    });
    expect(workload?.metadata.team).toEqual({ lead: { name: 'grace' } });
  });

  it('that are wrong are found in the file they stand in', () => {
    const { diagnostics } = readScore(base, {
      file: 'score.yaml',
      overrides: {
        file: {
          name: 'prod.yaml',
          text: 'containers:\n  app:\n    image: 7\n',
        },
      },
    });
    expect(diagnostics[0].position).toMatchObject({
      file: 'prod.yaml',
      line: 3,
      column: 12,
    });
  });

  it.each([
    ['a list', '- a\n', 'override/invalid', 1],
    ['a text', 'image: nginx: 1\n', 'yaml/syntax', 1],
    [
      'of another workload',
      'metadata:\n  name: other\n',
      'override/other-workload',
      2,
    ],
    [
      'of no text as a name',
      'metadata:\n  name: 7\n',
      'override/other-workload',
      2,
    ],
  ])('%s is refused in its own file', (_, text, code, line) => {
    const { valid, diagnostics } = readScore(base, {
      overrides: { file: { name: 'prod.yaml', text, keepsName: true } },
    });
    expect(valid).toBe(false);
    expect(diagnostics[0]).toMatchObject({
      code,
      position: { file: 'prod.yaml', line },
    });
  });

  it('may name the workload that it is of, and be empty', () => {
    for (const text of ['metadata: { name: orders }', '', '# Nothing yet\n']) {
      const { workload } = readScore(base, {
        overrides: { file: { text, keepsName: true } },
      });
      expect(workload?.metadata.name).toBe('orders');
    }
  });

  // Of what is missing, the file that had it is no place: whoever looks there finds it.
  it.each([
    ['a key', 'containers:\n  app:\n    image:\n', 'schema/missing', 3],
    ['all of a map', 'containers:\n  app:\n', 'schema/format', 2],
    ['a map', 'containers:\n', 'schema/missing', 1],
    [
      'a resource in use',
      '# Here\nresources:\n  db:\n',
      'placeholder/unknown-resource',
      3,
    ],
    ['all resources', 'resources:\n', 'placeholder/unknown-resource', 1],
  ])('that take %s away are where it is missing', (_, text, code, line) => {
    const { diagnostics } = readScore(
      minimal(
        '    variables: { HOST: "${resources.db.host}" }\nresources: { db: { type: postgres } }\n',
      ),
      { file: 'score.yaml', overrides: { file: { name: 'prod.yaml', text } } },
    );
    expect(diagnostics.filter(one => one.code === code)).toMatchObject([
      { position: { file: 'prod.yaml', line } },
    ]);
  });

  it.each([
    ['nonsense', 'nonsense is not of the form path=value'],
    [
      'containers.app.image.tag=1',
      'containers.app.image.tag=1: containers: app: image: cannot set a path in a value that is neither a map nor a list',
    ],
    [
      'containers.app.command.5=x',
      'containers.app.command.5=x: containers: app: command: there is no item 5; the list has 1',
    ],
    [
      'containers.app.command.x=x',
      'containers.app.command.x=x: containers: app: command: x is not an index of a list',
    ],
  ])('%s is refused', (property, message) => {
    const { valid, diagnostics } = readScore(base, {
      overrides: { properties: [property] },
    });
    expect(valid).toBe(false);
    expect(diagnostics[0].message).toBe(message);
  });
});
