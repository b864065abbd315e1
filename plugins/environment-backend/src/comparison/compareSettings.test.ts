import { compareSettings } from './compareSettings';
import { settingsOf, type Manifest } from './settingsOf';

const deployment = (name: string, spec: object, replicas = 1): Manifest => ({
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas,
    template: { spec: { containers: [{ name: 'app', ...spec }] } },
  },
});

const compare = (from: Manifest[], to: Manifest[]) =>
  compareSettings(from.map(settingsOf), to.map(settingsOf));

it('tells settings that differ, also where an environment renames the object', () => {
  const from = deployment('shop', {
    env: [
      { name: 'LEVEL', value: 'debug' },
      { name: 'SAME', value: '1' },
    ],
  });
  const to = deployment(
    'prod-shop',
    {
      env: [
        { name: 'LEVEL', value: 'info' },
        { name: 'SAME', value: '1' },
      ],
      resources: { limits: { memory: '1Gi' } },
    },
    3,
  );
  expect(compare([from], [to])).toEqual([
    {
      resource: 'Deployment prod-shop',
      path: 'app.env.LEVEL',
      from: 'debug',
      to: 'info',
    },
    {
      resource: 'Deployment prod-shop',
      path: 'app.resources.limits.memory',
      from: undefined,
      to: '1Gi',
    },
    { resource: 'Deployment prod-shop', path: 'replicas', from: '1', to: '3' },
  ]);
});

it('never shows the value of a secret, only that it differs and where one is read', () => {
  const secret = (value: string): Manifest => ({
    kind: 'Secret',
    metadata: { name: 'shop' },
    data: { password: value, user: 'c2FtZQ==' },
  });
  const reads = (name: string) =>
    deployment('shop', {
      env: [
        {
          name: 'PASSWORD',
          valueFrom: { secretKeyRef: { name, key: 'password' } },
        },
      ],
    });
  const found = compare(
    [secret('Zmlyc3Q='), reads('shop')],
    [secret('c2Vjb25k'), reads('shop-live')],
  );
  expect(found).toEqual([
    {
      resource: 'Secret shop',
      path: 'data.password',
      from: '(not shown)',
      to: '(not shown)',
    },
    {
      resource: 'Deployment shop',
      path: 'app.env.PASSWORD',
      from: 'secretKeyRef shop/password',
      to: 'secretKeyRef shop-live/password',
    },
  ]);
});

const generated = (name: string, data: Record<string, string>): Manifest => ({
  kind: 'ConfigMap',
  metadata: { name },
  data,
});

/** What `configMapGenerator` makes of two maps, with the hashes of their content in their names. */
const shopIn = (
  region: string,
  [settings, flags]: [string, string],
  wrap = (name: string) => name,
): Manifest[] => [
  generated(wrap('settings') + settings, {
    region,
    currency: 'EUR',
    retries: '3',
  }),
  generated(wrap('flags') + flags, { beta: region, dark: 'on' }),
  deployment(wrap('shop'), {
    envFrom: [{ configMapRef: { name: wrap('settings') + settings } }],
    env: [
      {
        name: 'BETA',
        valueFrom: {
          configMapKeyRef: { name: wrap('flags') + flags, key: 'beta' },
        },
      },
    ],
  }),
];

const EU: [string, string] = ['-f8h7k2c4d9', '-22bcd4mgt5'];
const US: [string, string] = ['-7c5m9t2k4h', '-b9g8h7f6d5'];

it.each([
  ['as they are', undefined, undefined],
  [
    'with a prefix',
    (name: string) => `eu-${name}`,
    (name: string) => `us-${name}`,
  ],
  [
    'with a suffix',
    (name: string) => `${name}-eu`,
    (name: string) => `${name}-us`,
  ],
])(
  'pairs generated config maps, named %s, whatever hash they have',
  (_, one, other) => {
    const found = compare(shopIn('eu', EU, one), shopIn('us', US, other));
    expect(
      found
        .filter(({ path }) => path.startsWith('data.'))
        .map(({ path, from, to }) => [path, from, to]),
    ).toEqual([
      ['data.region', 'eu', 'us'],
      ['data.beta', 'eu', 'us'],
    ]);
  },
);

it('takes a reference to a generated object for the same one', () => {
  const found = compare(shopIn('eu', EU), shopIn('us', US));
  expect(found.map(({ resource, path }) => [resource, path])).toEqual([
    ['ConfigMap settings', 'data.region'],
    ['ConfigMap flags', 'data.beta'],
  ]);
});

it('leaves a name that only looks generated where two would be called the same', () => {
  const two = (value: string) => [
    generated('shop-f8h7k2c4d9', { a: value }),
    generated('shop-7c5m9t2k4h', { a: 'same' }),
  ];
  expect(compare(two('1'), two('2'))).toEqual([
    {
      resource: 'ConfigMap shop-f8h7k2c4d9',
      path: 'data.a',
      from: '1',
      to: '2',
    },
  ]);
});

it('tells what differs in parts that nobody has a name for, and never says nothing', () => {
  const args = (level: string) =>
    deployment('shop', { args: ['--log', level] });
  const route = (host: string): Manifest =>
    ({
      kind: 'Ingress',
      metadata: { name: 'shop', labels: { env: host } },
      spec: { rules: [{ host }], tls: [{ hosts: ['same'] }] },
    } as Manifest);
  const files = (bytes: string): Manifest =>
    ({
      kind: 'ConfigMap',
      metadata: { name: 'f' },
      binaryData: { a: bytes },
    } as Manifest);
  const found = compare(
    [args('debug'), route('a.example'), files('AA==')],
    [args('info'), route('b.example'), files('AQ==')],
  );
  expect(
    found.map(({ resource, path, from, to }) => [resource, path, from, to]),
  ).toEqual([
    ['Deployment shop', 'app.args[1]', 'debug', 'info'],
    ['Ingress shop', 'spec.rules[0].host', 'a.example', 'b.example'],
    ['ConfigMap f', 'binaryData.a', 'AA==', 'AQ=='],
  ]);
});

it('does not take the version for a setting', () => {
  const image = (tag: string) => deployment('shop', { image: `shop:${tag}` });
  expect(compare([image('1')], [image('2')])).toEqual([]);
});
