import fc from 'fast-check';
import { stringify } from 'yaml';
import { almostWorkload } from '../../__testUtils__/arbitraries';
import { kubernetesProblems } from '../../__testUtils__/kubernetesProblems';
import { fullWorkload } from '../../__testUtils__/verdicts';
import {
  planResources,
  profileProblems,
  profiles,
  readScore,
  renderKubernetes,
  secretRef,
} from '../..';
import type {
  KubernetesObject,
  KubernetesOptions,
  KubernetesProfile,
  Outputs,
  Workload,
} from '../..';

/** All that the tests of this file rendered. */
const rendered: KubernetesObject[] = [];

function workload(text: string): Workload {
  const { workload: read, diagnostics } = readScore(
    text.startsWith('apiVersion')
      ? text
      : `apiVersion: score.dev/v1b1\n${text}`,
  );
  if (!read) throw new Error(JSON.stringify(diagnostics));
  return read;
}

function render(
  text: string | Workload,
  options: KubernetesOptions & { given?: Record<string, Outputs> } = {},
) {
  const read = typeof text === 'string' ? workload(text) : text;
  const { given = {}, ...rest } = options;
  const plan = planResources([read]);
  const outputs = new Map(
    Object.entries(given).map(([name, value]) => [
      plan.uidOf(read.metadata.name, name)!,
      value,
    ]),
  );
  const result = renderKubernetes([read], { outputs, ...rest });
  rendered.push(...result.objects);
  const find = (kind: string): any =>
    result.objects.find(object => object.kind === kind);
  return {
    ...result,
    find,
    codes: result.diagnostics.map(({ code }) => code),
    pod: (find('Deployment') ?? find('StatefulSet'))?.spec.template.spec,
  };
}

const one = (container: string, rest = '') => `metadata: { name: shop }
containers:
  app:
    image: nginx
${container}
${rest}`;

it('is held to the schemas of Kubernetes', () => {
  const broken = { apiVersion: 'v1', kind: 'Service', spec: { ports: [{}] } };
  expect(kubernetesProblems([broken])).toHaveLength(1);
});

it('renders every field of Score', () => {
  const { objects, diagnostics } = render(fullWorkload() as Workload, {
    images: { migrate: 'registry.example/migrate:1' },
    namespace: 'commerce',
    readSource: () => new TextEncoder().encode('for ${metadata.name}'),
    given: {
      db: { host: 'db.internal', port: 5432 },
      data: { source: { persistentVolumeClaim: { claimName: 'orders-data' } } },
    },
  });
  expect(diagnostics).toEqual([]);
  expect(
    stringify(objects, { aliasDuplicateObjects: false }),
  ).toMatchSnapshot();
});

it('renders whatever is valid, or says what stands in the way', () => {
  fc.assert(
    fc.property(almostWorkload, value => {
      const read = readScore(JSON.stringify(value));
      fc.pre(read.valid);
      const { objects, diagnostics } = renderKubernetes([read.workload!], {
        outputs: new Map(
          planResources([read.workload!]).resources.map(({ uid, type }) => [
            uid,
            type === 'volume'
              ? { source: { emptyDir: {} } }
              : {
                  host: 'h',
                  port: secretRef('s', 'port'),
                  any: { depth: { of: { keys: 1 } } },
                },
          ]),
        ),
        missingImage: 'name',
        readSource: () => new Uint8Array(),
        profile: profiles.restricted,
      });
      rendered.push(...objects);
      expect(objects.length > 0).toBe(
        diagnostics.every(({ severity }) => severity !== 'error'),
      );
    }),
    { numRuns: 100 },
  );
});

describe('the order of containers', () => {
  const text = (ready: string, probe = '') => `metadata: { name: shop }
containers:
  app: { image: app }
  first: { image: x, before: { second: { ready: complete } } }
  second: { image: x, ${probe} before: { app: { ready: ${ready} } } }`;

  it('runs one that is to be complete as an init container', () => {
    const { pod } = render(text('complete'));
    expect(
      pod.initContainers.map((c: any) => [c.name, c.restartPolicy]),
    ).toEqual([
      ['first', undefined],
      ['second', undefined],
    ]);
    expect(pod.containers.map((c: any) => c.name)).toEqual(['app']);
  });

  it('keeps one that is to be started running beside the others', () => {
    const { pod } = render(text('started'));
    expect(pod.initContainers[1]).toEqual({
      name: 'second',
      image: 'x',
      restartPolicy: 'Always',
    });
  });

  it('lets the others wait for the probe of one that is to be healthy', () => {
    const { pod } = render(
      text('healthy', 'readinessProbe: { exec: { command: [ok] } },'),
    );
    expect(pod.initContainers[1]).toMatchObject({
      restartPolicy: 'Always',
      startupProbe: { exec: { command: ['ok'] } },
      readinessProbe: { exec: { command: ['ok'] } },
    });
  });

  it('asks for a probe of one that is to be healthy', () => {
    expect(render(text('healthy')).codes).toEqual([
      'render/healthy-without-probe',
    ]);
  });

  it('drops the probe of an init container with a warning', () => {
    const { codes, pod } = render(
      text('complete', 'livenessProbe: { exec: { command: [ok] } },'),
    );
    expect(codes).toEqual(['render/probe-of-init']);
    expect(pod.initContainers[1].livenessProbe).toBeUndefined();
  });
});

describe('secrets', () => {
  const given = {
    db: {
      host: 'h',
      password: secretRef('shop-db', 'password'),
      user: secretRef('shop-db', 'user'),
    },
  };
  const db = 'resources: { db: { type: postgres } }';

  it('become references in variables, alone and inside a text', () => {
    const { pod } = render(
      one(
        `    variables:
      A_URL: pg://\${resources.db.user}:\${resources.db.password}@\${resources.db.host}
      PASSWORD: \${resources.db.password}`,
        db,
      ),
      { given },
    );
    const [first, second, url, password] = pod.containers[0].env;
    expect(first.name).toMatch(/^__ref_[0-9a-f]{16}$/);
    expect(
      [first, second]
        .map(({ valueFrom }: any) => valueFrom.secretKeyRef.key)
        .sort(),
    ).toEqual(['password', 'user']);
    expect(url.value).toMatch(/^pg:\/\/\$\(__ref_\w+\):\$\(__ref_\w+\)@h$/);
    expect(password).toEqual({
      name: 'PASSWORD',
      valueFrom: { secretKeyRef: { name: 'shop-db', key: 'password' } },
    });
  });

  it('are mounted when they are a whole file, and refused inside one', () => {
    const file = (content: string) =>
      render(
        one(
          `    files: { /etc/pw: { content: "${content}", mode: "0400" } }`,
          db,
        ),
        {
          given,
        },
      );
    expect(file('${resources.db.password}').pod.volumes).toEqual([
      {
        name: expect.stringMatching(/^file-/),
        secret: {
          secretName: 'shop-db',
          items: [{ key: 'password', path: 'file', mode: 0o400 }],
        },
      },
    ]);
    expect(file('pw=${resources.db.password}').codes).toEqual([
      'render/mixed-file',
    ]);
  });

  it('are where unknown outputs are looked for when asked to refer', () => {
    const { pod } = render(
      one('    variables: { H: "${resources.db.host}" }', db),
      {
        unknownOutputs: 'refer',
      },
    );
    expect(pod.containers[0].env).toEqual([
      {
        name: 'H',
        valueFrom: { secretKeyRef: { name: 'shop-db', key: 'host' } },
      },
    ]);
  });

  it('are not: unknown outputs are an error unless asked to refer', () => {
    const { codes, objects } = render(
      one('    variables: { H: "${resources.db.host}" }', db),
    );
    expect(codes).toEqual(['render/unresolved']);
    expect(objects).toEqual([]);
  });
});

describe('volumes', () => {
  const two = (kind = 'Deployment') => `metadata:
  name: shop
  annotations: { k8s.score.dev/kind: ${kind} }
containers:
  aa: { image: x, volumes: { /data: { source: "\${resources.data}" } } }
  bb: { image: x, volumes: { /data: { source: "\${resources.data}", readOnly: true }, /more: { source: "\${resources.data}", path: sub } } }
resources: { data: { type: volume } }`;

  it('are shared by all that use one resource, under one name', () => {
    const { pod } = render(two(), {
      given: { data: { source: { emptyDir: {} } } },
    });
    expect(pod.volumes).toEqual([{ name: pod.volumes[0].name, emptyDir: {} }]);
    expect(pod.containers[1].volumeMounts).toEqual([
      { name: pod.volumes[0].name, mountPath: '/data', readOnly: true },
      { name: pod.volumes[0].name, mountPath: '/more', subPath: 'sub' },
    ]);
  });

  it('of each pod are refused on a Deployment rather than dropped', () => {
    const claimSpec = {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '1Gi' } },
    };
    const given = { data: { claimSpec } };
    expect(render(two(), { given }).codes).toContain(
      'render/claim-on-deployment',
    );
    const { find } = render(two('StatefulSet'), { given });
    expect(find('StatefulSet').spec.volumeClaimTemplates).toHaveLength(1);
  });

  it.each([[{}], [{ type: 'bind' }], [{ source: { emptyDir: {} }, x: 1 }]])(
    'refuse the outputs %j',
    outputs => {
      expect(render(two(), { given: { data: outputs } }).codes).toContain(
        'render/volume-outputs',
      );
    },
  );
});

describe('what the reference drops silently is an error', () => {
  it.each([
    [
      'a kind that is not known',
      'metadata: { name: shop, annotations: { k8s.score.dev/kind: Job } }\ncontainers: { app: { image: x } }',
      'render/kind',
    ],
    [
      'a port given twice',
      one(
        '',
        'service: { ports: { aa: { port: 80 }, bb: { port: 80, targetPort: 81 } } }',
      ),
      'render/repeated-port',
    ],
    [
      'a relative target',
      one('    files: { etc/x: { content: x } }'),
      'render/target',
    ],
    [
      'broken base64',
      one('    files: { /x: { binaryContent: "?" } }'),
      'render/base64',
    ],
    [
      'a source that cannot be read',
      one('    files: { /x: { source: x } }'),
      'render/source',
    ],
    [
      'files beyond a ConfigMap',
      one(`    files: { /x: { content: "${'x'.repeat(1024 * 1024 + 1)}" } }`),
      'render/files-too-large',
    ],
    [
      'an image that is not given',
      'metadata: { name: shop }\ncontainers: { app: { image: . } }',
      'render/image',
    ],
    [
      'a bad name of a Service',
      'metadata: { name: shop, annotations: { k8s.score.dev/service-name: A_B } }\ncontainers: { app: { image: x } }',
      'render/service-name',
    ],
  ])('%s', (_, text, code) => {
    const read = readScore(`apiVersion: score.dev/v1b1\n${text}`, {
      maxLength: 2 ** 22,
    });
    const { objects, diagnostics } = renderKubernetes([read.workload!]);
    expect(objects).toEqual([]);
    expect(diagnostics.map(found => found.code)).toContain(code);
  });
});

describe('names', () => {
  it('stay inside the limits of labels and Services', () => {
    const name = `9${'a'.repeat(62)}`;
    const { objects, find } = render(
      `metadata: { name: ${name}, annotations: { k8s.score.dev/kind: StatefulSet } }
containers: { app: { image: x } }
service: { ports: { web: { port: 80 } } }`,
    );
    expect(find('StatefulSet').metadata.name.length).toBeLessThanOrEqual(52);
    const services = objects.filter(({ kind }) => kind === 'Service');
    expect(services).toHaveLength(2);
    for (const { metadata } of services) {
      expect(metadata!.name).toMatch(/^[a-z][a-z0-9-]{0,61}[a-z0-9]$/);
    }
    const labels = Object.values(
      find('StatefulSet').metadata.labels,
    ) as string[];
    labels.forEach(label => expect(label.length).toBeLessThanOrEqual(63));
  });

  it('that two workloads would share are refused', () => {
    const named = (name: string) =>
      workload(`metadata: { name: ${name}, annotations: { k8s.score.dev/service-name: web } }
containers: { app: { image: x } }
service: { ports: { web: { port: 80 } } }`);
    const { objects, diagnostics } = renderKubernetes([
      named('aa'),
      named('bb'),
    ]);
    expect(objects).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual([
      'render/repeated-object',
    ]);
  });
});

describe('files', () => {
  it('are mounted one by one, so that the rest of the folder stays', () => {
    const { pod, find } = render(
      one(
        '    files: { /etc/a: { content: "a", mode: "0600" }, /etc/b: { binaryContent: AAEC } }',
      ),
    );
    expect(pod.containers[0].volumeMounts.map((m: any) => m.mountPath)).toEqual(
      ['/etc/a', '/etc/b'],
    );
    expect(Object.values(find('ConfigMap').data)).toEqual(['a']);
    expect(Object.values(find('ConfigMap').binaryData)).toEqual(['AAEC']);
  });

  it('start the pods anew when they change', () => {
    const mark = (content: string) =>
      render(one(`    files: { /etc/a: { content: ${content} } }`)).find(
        'Deployment',
      ).spec.template.metadata.annotations['towpath.dev/files'];
    expect(mark('a')).not.toBe(mark('b'));
    expect(mark('a')).toBe(mark('a'));
  });
});

it('writes thousands of bytes as Kubernetes does', () => {
  const { pod } = render(one('    resources: { limits: { memory: 128K } }'));
  expect(pod.containers[0].resources.limits.memory).toBe('128k');
});

it('prefers exec of two checks, and says so', () => {
  const { pod, codes } = render(
    one(
      '    livenessProbe: { exec: { command: [ok] }, httpGet: { path: /, port: 1 } }',
    ),
  );
  expect(codes).toEqual(['render/two-checks']);
  expect(pod.containers[0].livenessProbe).toEqual({
    exec: { command: ['ok'] },
  });
});

describe('a profile', () => {
  const profile: KubernetesProfile = {
    labels: {
      'towpath.dev/owner': 'platform',
      'app.kubernetes.io/name': 'other',
    },
    container: {
      imagePullPolicy: 'Always',
      resources: { requests: { cpu: '10m' } },
    },
    probes: { liveness: { periodSeconds: 30 } },
    tiers: {
      prod: { replicas: 3, probes: { liveness: { failureThreshold: 5 } } },
    },
  };
  const text = one(`    resources: { limits: { cpu: "1" } }
    livenessProbe: { exec: { command: [ok] } }`);

  it('sets what Score has no place for, by tier', () => {
    const { find, pod } = render(text, { profile, tier: 'prod' });
    const { spec, metadata } = find('Deployment');
    expect(spec.replicas).toBe(3);
    expect(metadata.labels).toMatchObject({
      'towpath.dev/owner': 'platform',
      'app.kubernetes.io/name': 'shop',
    });
    expect(pod.containers[0]).toMatchObject({
      imagePullPolicy: 'Always',
      resources: { limits: { cpu: '1' }, requests: { cpu: '10m' } },
      livenessProbe: { periodSeconds: 30, failureThreshold: 5 },
    });
    expect(
      render(text, { profile }).find('Deployment').spec.replicas,
    ).toBeUndefined();
  });

  it('restricted keeps the restricted Pod Security Standard', () => {
    const { pod } = render(text, { profile: profiles.restricted });
    expect(pod.securityContext).toEqual({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(pod.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    });
  });

  it.each([
    [{ replicas: '3' }, 'replicas must be integer'],
    [{ pods: {} }, 'the profile must NOT have additional properties: pods'],
    [
      { pod: { containers: [] } },
      'pod property name must be valid: containers',
    ],
    [
      { tiers: { prod: { tiers: {} } } },
      'tiers.prod must NOT have additional properties: tiers',
    ],
  ])('%j is none', (value, problem) => {
    expect(profileProblems(value)).toContain(problem);
  });

  it('of ours is one', () => {
    expect(Object.values(profiles).flatMap(profileProblems)).toEqual([]);
    expect(profileProblems(profile)).toEqual([]);
  });
});

// Last, as it looks at what the tests above rendered.
it('everything rendered above is what Kubernetes takes', () => {
  expect(rendered.length).toBeGreaterThan(100);
  expect(kubernetesProblems(rendered)).toEqual([]);
});
