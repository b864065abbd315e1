import { readScore, renderCompose, renderKubernetes } from '..';
import type { KubernetesOptions, Workload } from '..';

function workload(container: string, resources = '{}'): Workload {
  const read = readScore(`apiVersion: score.dev/v1b1
metadata: { name: shop }
containers: { app: { image: nginx, ${container} } }
resources: ${resources}
`);
  if (!read.workload) throw new Error(JSON.stringify(read.diagnostics));
  return read.workload;
}

const volume = '{ data: { type: volume } }';

function onKubernetes(container: string, options: KubernetesOptions = {}) {
  const { objects, diagnostics } = renderKubernetes(
    [workload(container, volume)],
    { unknownOutputs: 'refer', ...options },
  );
  const deployment: any = objects.find(({ kind }) => kind === 'Deployment');
  return {
    container: deployment?.spec.template.spec.containers[0],
    said: diagnostics.map(
      ({ severity, code, path }) => `${severity} ${code} ${path.join(' ')}`,
    ),
  };
}

function onCompose(container: string) {
  const { compose, diagnostics } = renderCompose(
    [workload(container, volume)],
    {
      unknownOutputs: 'refer',
    },
  );
  return {
    service: compose?.services['shop-app'],
    said: diagnostics.map(
      ({ severity, code, path }) => `${severity} ${code} ${path.join(' ')}`,
    ),
  };
}

const source = 'source: "${resources.data}"';
const hi = '{ content: hi }';

describe.each([
  ['Kubernetes', onKubernetes],
  ['Compose', onCompose],
])('on %s', (_, render) => {
  it.each([
    [
      'a relative file',
      `files: { conf: ${hi} }`,
      'error render/target containers app files conf',
    ],
    [
      'a relative volume',
      `volumes: { data: { ${source} } }`,
      'error render/target containers app volumes data',
    ],
    [
      'the root',
      `volumes: { /a/..: { ${source} } }`,
      'error render/target containers app volumes /a/..',
    ],
    [
      'a file and a volume at one path',
      `files: { /data: ${hi} }, volumes: { /data: { ${source} } }`,
      'error render/repeated-target containers app files /data',
    ],
    [
      'two spellings of one path',
      `volumes: { /data: { ${source} }, /x/..//data/: { ${source} } }`,
      'error render/repeated-target containers app volumes /x/..//data/',
    ],
    [
      'a file below a file',
      `files: { /etc/a: ${hi}, /etc/a/b/c: ${hi} }`,
      'error render/nested-target containers app files /etc/a/b/c',
    ],
    [
      'a volume below a file',
      `files: { /etc/a: ${hi} }, volumes: { /etc/a/b: { ${source} } }`,
      'error render/nested-target containers app volumes /etc/a/b',
    ],
    [
      'a file in a volume that is read only',
      `files: { /data/a: ${hi} }, volumes: { /data: { ${source}, readOnly: true } }`,
      'warning render/nested-target containers app files /data/a',
    ],
    [
      'a path out of the volume',
      `volumes: { /data: { ${source}, path: a/../../b } }`,
      'error render/sub-path containers app volumes /data path',
    ],
    [
      'an absolute path in the volume',
      `volumes: { /data: { ${source}, path: /a } }`,
      'error render/sub-path containers app volumes /data path',
    ],
    [
      'a cpu request above the limit',
      'resources: { requests: { cpu: "1.5" }, limits: { cpu: 1400m } }',
      'error render/request-above-limit containers app resources requests cpu',
    ],
    [
      'a memory request above the limit, in other units',
      'resources: { requests: { memory: 1Gi }, limits: { memory: 1073M } }',
      'error render/request-above-limit containers app resources requests memory',
    ],
  ])('%s is found', (__, container, said) => {
    expect(render(container).said).toEqual([said]);
  });

  it.each([
    [
      'a file in a volume',
      `files: { /data/a: ${hi} }, volumes: { /data: { ${source} } }`,
    ],
    ['files beside each other', `files: { /etc/a: ${hi}, /etc/ab: ${hi} }`],
    [
      'a volume in a volume',
      `volumes: { /data: { ${source} }, /data/in: { ${source}, path: b..c } }`,
    ],
    [
      'a request at its limit',
      'resources: { requests: { cpu: "1", memory: 1Gi }, limits: { cpu: 1000m, memory: 1024Mi } }',
    ],
  ])('%s is fine', (__, container) => {
    expect(render(container).said).toEqual([]);
  });
});

it('writes amounts as Kubernetes gives them back, so that no comparison differs', () => {
  const { container } = onKubernetes(
    'resources: { requests: { cpu: "0.5", memory: 128K }, limits: { cpu: 1000m, memory: 1024Mi } }',
  );
  expect(container.resources).toEqual({
    requests: { cpu: '500m', memory: '128k' },
    limits: { cpu: '1', memory: '1Gi' },
  });
});

it('finds a limit of the file below a request of the profile', () => {
  const profile = {
    container: { resources: { requests: { memory: '64Mi' } } },
  };
  expect(
    onKubernetes('resources: { limits: { memory: 32Mi } }', { profile }).said,
  ).toEqual([
    'error render/request-above-limit containers app resources limits memory',
  ]);
});

it('finds a mount of the file over one of the profile', () => {
  const profile = {
    container: { volumeMounts: [{ name: 'tmp', mountPath: '/tmp/' }] },
  };
  expect(onKubernetes(`files: { /tmp: ${hi} }`, { profile }).said).toEqual([
    'error render/repeated-target containers app',
  ]);
});

it.each([
  ['LOG_LEVEL', undefined],
  ['log.level-2', undefined],
  ['MY VAR', 'warning'],
  ['1ST', 'warning'],
  ['..x', 'warning'],
  ['Ä', 'error'],
  ['a\tb', 'error'],
  ['a\nb', 'error'],
])('a variable named %j: %s', (name, severity) => {
  expect(
    onKubernetes(`variables: { ${JSON.stringify(name)}: x }`).said,
  ).toEqual(
    severity
      ? [`${severity} render/variable-name containers app variables ${name}`]
      : [],
  );
});

it.each(['Bad NS', '', '-a', 'a.b', 'x'.repeat(64)])(
  'refuses the namespace %j',
  namespace => {
    expect(onKubernetes('args: []', { namespace }).said).toEqual([
      'error render/namespace ',
    ]);
  },
);

it('a doubled dollar in a command is one dollar to the program on both targets', () => {
  const container = 'command: [sh, -c, "echo $HOME $$HOME $(X) $$(X) $$$"]';
  expect(onKubernetes(container).container.command[2]).toBe(
    'echo $HOME $$HOME $(X) $$(X) $$$',
  );
  expect(onCompose(container).service?.entrypoint?.[2]).toBe(
    'echo $$HOME $$HOME $$(X) $$(X) $$$$',
  );
});

it('says that a placeholder in a command stays as it is', () => {
  const { diagnostics } = readScore(`apiVersion: score.dev/v1b1
metadata: { name: shop }
containers:
  app:
    image: nginx
    args: [--db, "\${resources.db.host}", "$\${resources.db.host}", "\${HOME}"]
resources: { db: { type: postgres } }
`);
  expect(diagnostics).toEqual([
    expect.objectContaining({
      severity: 'warning',
      code: 'placeholder/unfilled',
      position: expect.objectContaining({ line: 6, column: 18 }),
    }),
  ]);
});
