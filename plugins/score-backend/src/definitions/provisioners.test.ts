import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { StillClock } from '@towpath/clock/testing';
import type { ResourceContext } from '@towpath/resource-definitions';
import { DefinitionFolder } from './DefinitionFolder';
import { readProvisioners } from './readProvisioners';

const REDIS = `- uri: template://acme/redis
  type: redis
  description: A cache.
  state: |
    service: redis-{{ .Guid }}
  outputs: |
    {{ $service := .State.service }}
    host: {{ $service }}
    # the port of all of them
    port: 6379
  manifests: |
    - kind: StatefulSet
      command: echo $HOME
  supported_params: [size]
  expected_outputs: [host, password]
`;

const read = (text: string, file = 'acme.provisioners.yaml') =>
  readProvisioners([{ file: `/platform/provisioners/${file}`, text }]);

it('reads a provisioner as a definition', () => {
  const { definitions, problems } = read(REDIS);
  expect(problems).toEqual([]);
  expect(definitions).toEqual([
    {
      name: 'acme-redis',
      title: 'redis as for score-k8s',
      description:
        'A cache. Provided by template://acme/redis, acme.provisioners.yaml:1.',
      type: 'redis',
      class: '*',
      driver: 'provisioners',
      settings: expect.objectContaining({
        uri: 'template://acme/redis',
        // An expression would begin with it.
        manifests: expect.stringContaining('echo $$HOME'),
      }),
      params: { properties: { size: {} }, additionalProperties: true },
      outputs: {
        host: { type: 'any' },
        password: { type: 'any' },
        port: { type: 'any' },
      },
      holdsData: true,
      provisioner: {
        uri: 'template://acme/redis',
        place: 'acme.provisioners.yaml:1',
        order: 0,
      },
    },
  ]);
});

it.each([
  [
    'in a loop',
    '{{ range $k, $v := .Params }}\n{{ $k }}: {{ $v }}\n{{ end }}',
    true,
  ],
  ['all at once', '{{ .State | toJson }}', true],
  [
    'in so many words',
    '{{ if .Params.a }}\na: 1\n{{ else }}\n"b.c": 2\n{{ end }}',
    undefined,
  ],
])(
  'knows all outputs of a template but those that it writes %s',
  (_, outputs, open) => {
    const lines = outputs
      .split('\n')
      .map(line => `    ${line}`)
      .join('\n');
    const { definitions } = read(
      `- uri: template://a/b\n  type: redis\n  outputs: |\n${lines}\n`,
    );
    expect(definitions[0].openOutputs).toBe(open);
  },
);

it.each([
  ['- {', 1, /not YAML/],
  ['type: redis', 1, /no list/],
  ['- redis', 1, /no map/],
  ['- type: redis', 1, /uri is undefined: write template/],
  ['- uri: https://a.example/b\n  type: redis', 1, /write template/],
  ['- uri: template://a/b\n  type: "a b"', 2, /type is "a b"/],
  [
    '- uri: template://a/b\n  type: redis\n  ouputs: |\n    a: b',
    4,
    /ouputs is not known; did you mean outputs\?/,
  ],
  [
    '- uri: template://a/b\n  type: redis\n  files: {}',
    3,
    /files is not known/,
  ],
  [
    '- uri: template://a/b\n  type: redis\n  state: |\n    a: b\n    c: {{ now }}',
    5,
    /the function now is not allowed here/,
  ],
  [
    '- uri: template://a/b\n  type: redis\n  state: "{{ .Nope }}"',
    3,
    /there is no field Nope/,
  ],
  [
    '- uri: template://a/b\n  type: redis\n  expected_outputs: host',
    3,
    /expected_outputs is no list/,
  ],
  ['- uri: cmd://a\n  type: redis\n  args: |\n    a', 4, /args is no list/],
])(
  'says at the place what it does not understand of %j',
  (text, line, message) => {
    const { definitions, problems } = read(text);
    expect(definitions).toEqual([]);
    expect(problems).toEqual([
      expect.objectContaining({
        line: expect.any(Number),
        message: expect.stringMatching(message),
      }),
    ]);
    expect(Math.abs(problems[0].line! - line)).toBeLessThanOrEqual(1);
  },
);

const OWN = `name: own-redis
title: Redis
type: redis
driver: static
match: { tiers: [production] }
`;

const context = (tier: string, kind = 'default', id = 'shop.it') =>
  ({
    resource: {
      uid: `redis.${kind}#${id}`,
      type: 'redis',
      class: kind,
      id,
      name: 'it',
      annotations: {},
    },
    params: {},
    service: { ref: 'component:default/shop', name: 'shop' },
    environment: { name: 'any', tier, annotations: {} },
  } satisfies ResourceContext);

describe('beside definitions', () => {
  const folder = createMockDirectory();
  const clock = new StillClock();
  const definitions = () =>
    new DefinitionFolder({
      folders: [folder.resolve('resources')],
      provisioners: [folder.resolve('provisioners')],
      ...{ clock, logger: mockServices.logger.mock() },
    });
  const entry = (name: string, more = '') =>
    `- { uri: "template://${name}/redis", type: redis${more} }\n`;

  it('come last, and among them the first that matches, by file and place', async () => {
    folder.setContent({
      resources: { 'redis.yaml': OWN },
      provisioners: {
        'zz-default.provisioners.yaml': entry('default'),
        '10-own.provisioners.yaml':
          entry('large', ', class: large') +
          entry('one', ', id: cache') +
          entry('first') +
          entry('never'),
        'notes.yaml': 'one: of them',
      },
    });
    const { definitions: all, problems } = await definitions().get();
    expect(problems).toEqual([]);
    const chosen = (...args: Parameters<typeof context>) =>
      all.explain(context(...args)).chosen;
    expect(chosen('production')).toBe('own-redis');
    expect(chosen('development')).toBe('first-redis');
    expect(chosen('development', 'large')).toBe('large-redis');
    expect(chosen('development', 'default', 'cache')).toBe('one-redis');
    const { considered } = all.explain(context('development'));
    expect(considered.find(one => one.definition === 'never-redis')!.why).toBe(
      'less specific than "first-redis", which names an earlier place, 10-own.provisioners.yaml:3, and the first provisioner that matches provides',
    );
  });

  it('keep what a file said when it could be read last', async () => {
    const write = (text: string) =>
      folder.setContent({ provisioners: { 'a.provisioners.yaml': text } });
    write(entry('good'));
    const shelves = definitions();
    expect((await shelves.get()).problems).toEqual([]);
    write(`${entry('good')}- {`);
    clock.advance(60_000);
    const { definitions: all, problems } = await shelves.get();
    expect(all.get('good-redis')).toBeDefined();
    expect(problems).toHaveLength(1);
  });
});
