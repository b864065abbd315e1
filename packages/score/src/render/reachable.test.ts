import { readScore, renderCompose, renderKubernetes } from '..';
import type { Workload } from '..';

const using = (value: string, resource: string) =>
  workload(`metadata: { name: web }
containers: { app: { image: nginx, variables: { A: "${value}" } } }
resources: { ${resource} }`);

function workload(text: string): Workload {
  const read = readScore(`apiVersion: score.dev/v1b1\n${text}\n`);
  if (!read.workload) throw new Error(JSON.stringify(read.diagnostics));
  return read.workload;
}

const catalog = workload(`metadata:
  name: catalog
containers: { app: { image: nginx } }
service: { ports: { grpc: { port: 80, targetPort: 3550 } } }`);

const renamed = workload(`metadata:
  name: stock
  annotations: { k8s.score.dev/service-name: stock-svc }
containers: { app: { image: nginx } }
service: { ports: { web: { port: 8080 } } }`);

const silent = workload(`metadata: { name: worker }
containers: { app: { image: nginx } }`);

const all = [catalog, renamed, silent];

/** The variable A of the workload web on both targets, and the codes. */
function rendered(web: Workload, options = {}) {
  const kubernetes = renderKubernetes([web, ...all], options);
  const compose = renderCompose([web, ...all], options);
  const deployment: any = kubernetes.objects.find(
    ({ kind, metadata }) => kind === 'Deployment' && metadata?.name === 'web',
  );
  return {
    kubernetes: deployment?.spec.template.spec.containers[0].env[0],
    compose: compose.compose?.services['web-app'].environment?.A,
    diagnostics: kubernetes.diagnostics,
  };
}

it.each([
  [
    '${resources.catalog.name}:80',
    'catalog: { type: service }',
    'catalog:80',
    'catalog:80',
  ],
  [
    '${resources.cat.name}',
    'cat: { type: service, id: catalog }',
    'catalog',
    'catalog',
  ],
  [
    '${resources.cat.name}',
    'cat: { type: service, id: team.catalog }',
    'catalog',
    'catalog',
  ],
  ['${resources.stock.name}', 'stock: { type: service }', 'stock-svc', 'stock'],
  [
    '${resources.cat.hostname}:${resources.cat.port}',
    'cat: { type: service-port, params: { workload: catalog, port: grpc } }',
    'catalog:80',
    'catalog:3550',
  ],
  [
    '${resources.cat.hostname}:${resources.cat.port}',
    'cat: { type: service-port, params: { workload: stock, port: 8080 } }',
    'stock-svc:8080',
    'stock:8080',
  ],
])(
  '%s of { %s } is known from the call itself',
  (value, resource, kubernetes, compose) => {
    expect(rendered(using(value, resource))).toEqual({
      kubernetes: { name: 'A', value: kubernetes },
      compose,
      diagnostics: [],
    });
  },
);

it('what a provisioner gave out counts first', () => {
  const outputs = new Map([['service.default#web.catalog', { name: 'given' }]]);
  const { kubernetes } = rendered(
    using('${resources.catalog.name}', 'catalog: { type: service }'),
    { outputs },
  );
  expect(kubernetes.value).toBe('given');
});

it('a workload that is not in the call is looked for as any resource', () => {
  const web = using('${resources.other.name}', 'other: { type: service }');
  expect(rendered(web).diagnostics).toEqual([
    expect.objectContaining({ code: 'render/unresolved' }),
  ]);
  const { needs } = renderKubernetes([web], { unknownOutputs: 'refer' });
  expect(needs).toEqual([
    {
      kind: 'Secret',
      name: 'web-other',
      keys: ['name'],
      resource: 'service.default#web.other',
    },
  ]);
});

it.each([
  [
    '${resources.worker.name}',
    'worker: { type: service }',
    'warning',
    'worker cannot be reached: it offers no port, so it has no Service',
    'add a port to service.ports of worker',
  ],
  [
    '${resources.catalgo.name}',
    'catalgo: { type: service }',
    'warning',
    'catalgo is no workload of this call, so what reaches it is not known',
    'did you mean catalog?',
  ],
  [
    '${resources.cat.port}',
    'cat: { type: service-port, params: { workload: catalog, port: grcp } }',
    'error',
    'catalog has no port grcp',
    'did you mean grpc?',
  ],
  [
    '${resources.cat.port}',
    'cat: { type: service-port, params: { workload: catalog, port: 3550 } }',
    'error',
    'catalog has no port 3550',
    'its ports: grpc',
  ],
])('%s of { %s }: %s %s', (value, resource, severity, message, text) => {
  const { diagnostics } = rendered(using(value, resource), {
    unknownOutputs: 'refer',
  });
  expect(diagnostics).toEqual([
    expect.objectContaining({
      severity,
      code: 'render/service',
      message,
      workload: 'web',
      path: ['resources', expect.any(String)],
      fix: { text, automatic: false },
    }),
  ]);
});
