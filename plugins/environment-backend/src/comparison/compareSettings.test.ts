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
