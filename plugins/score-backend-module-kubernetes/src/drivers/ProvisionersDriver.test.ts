import { randomBytes } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import type { DriverRequest } from '@towpath/plugin-score-node';
import { describeDriver } from '@towpath/plugin-score-node/testUtils';
import { Seal } from '@towpath/seal';
import { call, requestWith } from '../__testUtils__/asking';
import { REDIS_PROVISIONER } from '../__testUtils__/redisProvisioner';
import { Programs } from '../provisioners/Programs';
import { ProvisionersDriver } from './ProvisionersDriver';

const seal = new Seal([{ id: 'k', secret: randomBytes(32) }]);
const programs = new Programs({ timeoutMs: 60_000 });
const driver = new ProvisionersDriver({
  derive: words => seal.derive(words),
  programs,
});

const settings = (change: JsonObject = {}): JsonObject => ({
  ...REDIS_PROVISIONER,
  ...change,
});

const configMap = (value: string) => `- apiVersion: v1
  kind: ConfigMap
  metadata: { name: it }
  data: { value: ${value} }
`;

describeDriver('provisioners', {
  driver: () => driver,
  can: [],
  settings,
  badSettings: {
    'no uri': { state: 'a: b' },
    'another scheme': settings({ uri: 'https://acme/redis' }),
    'a setting that is not known': settings({ template: '' }),
    'a template that is none': settings({ state: 'a: {{ .Init.' }),
    'a function that is not known': settings({ state: 'a: {{ nonesuch }}' }),
    'a program, where none may run': { uri: 'cmd://make-redis' },
  },
  inventory: async () => [],
});

async function ask(change: JsonObject, more: Partial<DriverRequest> = {}) {
  const request = { ...requestWith(settings(change)), ...more };
  return driver.apply(request, call);
}

it('gives secrets out by reference, and lets none stand where people read', async () => {
  const { outputs, manifests, secrets, state } = await ask({});
  const name = 'redis-0b6c9a52';
  const ref = { secretRef: { name, key: 'password' } };
  expect(outputs).toEqual({
    host: name,
    port: 6379,
    cluster: expect.stringMatching(/^[a-z]{6}$/),
    password: ref,
    url: { secretText: ['redis://:', ref, `@${name}:6379`] },
  });
  expect(manifests).toEqual([
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, labels: { 'app.kubernetes.io/instance': name } },
      sealed: {
        password: {
          resource: '0b6c9a52-6f0c-4a5e-9f3e-0f4d2c7b9f11',
          output: `${name}.password`,
        },
      },
    },
    expect.objectContaining({
      kind: 'StatefulSet',
      metadata: { name, namespace: 'orders-dev' },
    }),
  ]);
  // As the reference reads it: to the base 8.
  expect(JSON.stringify(manifests)).toContain('"defaultMode":256');
  const [secret] = Object.values(secrets!);
  expect(secret).toMatch(/^[A-Za-z0-9]{16}$/);
  expect(JSON.stringify({ outputs, manifests, state })).not.toContain(secret);
});

it('plans what it then provides, random names and all, and remembers it under another key', async () => {
  const request = requestWith(settings());
  const planned = await driver.plan(request, call);
  const provided = await driver.apply(request, call);
  expect(planned.outputs).toEqual(provided.outputs);
  expect(planned.manifests).toEqual(provided.manifests);

  const other = new Seal([{ id: 'new', secret: randomBytes(32) }]);
  const rotated = new ProvisionersDriver({
    derive: words => other.derive(words),
    programs,
  });
  const { state, memory } = provided;
  const again = await rotated.plan({ ...request, state, memory }, call);
  expect(again.action).toBe('none');
});

it('shares with those of the same service and environment alone', async () => {
  const cluster = async (more: Partial<DriverRequest>) =>
    (await ask({}, more)).outputs.cluster;
  const first = await ask({});
  const other = { ...requestWith({}).resource, id: 'f'.repeat(36) };
  const beside = { neighbours: [first.memory!] };
  expect(await cluster({ resource: other, ...beside })).toBe(
    first.outputs.cluster,
  );
  // Also where both are provided at once, and neither knows of the other.
  expect(await cluster({ resource: other })).toBe(first.outputs.cluster);
  const elsewhere = { name: 'prod', tier: 'production' };
  expect(await cluster({ environment: elsewhere })).not.toBe(
    first.outputs.cluster,
  );
});

it('puts an output that is called a secret into a Secret, where a template gives it out in clear', async () => {
  const { outputs, manifests, secrets } = await ask({
    outputs: 'token: {{ .State.password }}\nsecretName: it',
    manifests: '',
  });
  const name = 'provisioned-0b6c9a52';
  expect(outputs).toEqual({
    token: { secretRef: { name, key: 'token' } },
    secretName: 'it',
  });
  expect(manifests).toEqual([expect.objectContaining({ kind: 'Secret' })]);
  expect(Object.keys(secrets!)).toEqual([`${name}.token`]);
});

it.each([
  [
    'in clear',
    configMap('{{ .State.password }}'),
    /ConfigMap it has a secret in clear in data\.value.*put it into a Secret/,
  ],
  [
    'encoded',
    configMap('{{ .State.password | b64enc }}'),
    /has a secret in clear in data\.value/,
  ],
  [
    'within a text, beside its Secret',
    REDIS_PROVISIONER.manifests + configMap('x{{ .State.password }}'),
    /refer to the key password of the Secret redis-0b6c9a52/,
  ],
  [
    'by a mark, where no reference can be',
    configMap('{{ encodeSecretRef "a" "b" }}'),
    /has a reference to a Secret in data\.value, where none can be/,
  ],
])(
  'refuses a secret %s in an object that goes to Git',
  async (_, manifests, message) => {
    const words = await ask({ manifests }).then(
      () => 'It was not refused',
      (error: Error) => `${error.name}: ${error.message}`,
    );
    expect(words).toMatch(message);
    expect(words).toMatch(/^InputError/);
    const { secrets } = await ask({});
    expect(words).not.toContain(Object.values(secrets!)[0]);
  },
);

it.each([
  [
    'fails',
    {
      init: '\n{{ if not .Params.port }}{{ fail "expected a port" }}{{ end }}',
    },
    'The template init, line 2 ({{ if not .Params.port }}{{ fail "expected a port" }}{{ end }}): expected a port',
  ],
  ['writes a list', { outputs: '- a' }, 'The template outputs writes no map'],
  [
    'writes no YAML',
    { outputs: 'a: {{ .State.password }}: b' },
    'The template outputs writes what is no YAML, at line 1 of it',
  ],
  [
    'makes an object of the whole cluster',
    {
      manifests: '- { apiVersion: v1, kind: Namespace, metadata: { name: a } }',
    },
    expect.stringContaining('manifests[0] is a Namespace'),
  ],
])(
  'says which template %s, and nothing that was filled in',
  async (_, change, message) => {
    await expect(ask(change)).rejects.toMatchObject({
      name: 'InputError',
      message,
    });
  },
);

it('draws and remembers nothing where it cannot be kept sealed, and does the rest', async () => {
  const bare = new ProvisionersDriver({ programs });
  await expect(bare.plan(requestWith(settings()), call)).rejects.toThrow(
    /the platform team has to set score\.secrets\.keys/,
  );
  const { outputs, memory } = await bare.apply(
    requestWith({
      uri: 'template://acme/volume',
      outputs: 'source: { emptyDir: {} }',
    }),
    call,
  );
  expect(outputs).toEqual({ source: { emptyDir: {} } });
  expect(memory).toBeUndefined();
});

it.each([
  ['as it is', '{{ .Params.host }}', true],
  ['changed', '{{ .Params.host | trim | lower }}', true],
  ['remembered', '{{ .State.host }}', true],
  ['in quotes', '{{ .Params.host | quote }}', false],
  ['indented', '|{{ .Params.host | nindent 6 }}', false],
])(
  'lets no text of a Score file add objects of its own, written %s',
  async (_, host, isRefused) => {
    const params = {
      host: 'A\n- apiVersion: rbac.authorization.k8s.io/v1\n  kind: RoleBinding\n  metadata: { name: mine }',
    };
    const asked = ask(
      {
        state: 'host: {{ .Params.host | quote }}',
        outputs: '',
        manifests: `- apiVersion: v1\n  kind: ConfigMap\n  metadata: { name: it }\n  data:\n    host: ${host}\n`,
      },
      { params },
    );
    const ending = await asked.then(
      ({ manifests }) => manifests!.map(({ kind }) => kind).join(),
      (error: Error) => `${error.name}: ${error.message}`,
    );
    expect(ending).toMatch(
      isRefused
        ? /^InputError: .*several lines as lines of its own/
        : /^ConfigMap$/,
    );
  },
);

it('leaves a Secret that holds nothing as it is', async () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'it' } };
  const { manifests, secrets } = await ask({
    manifests: JSON.stringify([secret]),
    outputs: '',
  });
  expect({ manifests, secrets }).toEqual({ manifests: [secret], secrets: {} });
});
