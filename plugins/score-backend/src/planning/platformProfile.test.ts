import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readScore } from '@towpath/score';
import { patchesOf } from '../__testUtils__/patchesOf';
import { renderFolder } from './rendering';
import { PlatformProfile } from './PlatformProfile';

const FILE = path.resolve(__dirname, '../../../../platform/profile.yaml');
const SHIPPED = readFileSync(FILE, 'utf8');

const SCORE = `
apiVersion: score.dev/v1b1
metadata:
  name: shop
  annotations:
    towpath.dev/metrics: /metrics
service:
  ports:
    http: { port: 80, targetPort: 8080 }
containers:
  shop:
    image: .
    livenessProbe: { httpGet: { path: /healthz, port: 8080 } }
    readinessProbe: { httpGet: { path: /ready, port: 8080 } }
    resources:
      requests: { cpu: 250m, memory: 256Mi }
      limits: { cpu: 500m, memory: 512Mi }
`;

interface Place {
  tier?: string;
  owner?: string;
  profile?: string;
  manifests?: any[];
}

function render(
  score: string,
  { tier = 'development', owner, profile = SHIPPED, manifests = [] }: Place,
) {
  const { workload, diagnostics } = readScore(score);
  expect(diagnostics).toEqual([]);
  const rendered = renderFolder({
    workload: workload!,
    outputs: new Map(),
    manifests,
    profile: PlatformProfile.read(profile, 'profile.yaml'),
    patches: patchesOf(),
    service: { ref: 'component:default/shop', name: 'shop', owner },
    environment: { name: 'here', tier, annotations: {} },
    path: 'apps/shop',
    files: new Map(),
    image: 'registry.example/shop',
    selectors: {},
  });
  const find = (kind: string): any =>
    rendered.objects.find(object => object.kind === kind);
  return { ...rendered, find };
}

const SCALED_BY_ITSELF = `${SCORE}
resources:
  scaling: { type: horizontal-pod-autoscaler }
`;

const AUTOSCALER = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'of-its-own' },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' },
    minReplicas: 2,
  },
};

describe('the profile of the platform', () => {
  it('says of every object whose it is, and where', () => {
    const { objects } = render(SCORE, { owner: 'group:default/team-a' });
    expect(objects.map(({ kind }) => kind)).toEqual([
      'Service',
      'Deployment',
      'ServiceMonitor',
    ]);
    for (const { metadata } of objects as any[]) {
      expect(metadata.labels).toMatchObject({
        'app.kubernetes.io/name': 'shop',
        'towpath.dev/service': 'shop',
        'towpath.dev/environment': 'here',
        'towpath.dev/owner': 'team-a',
      });
    }
  });

  // Kubernetes refuses an empty label as little as a wrong one, and "null" would be a team.
  it('leaves out who owns what nobody owns', () => {
    const { labels } = render(SCORE, {}).find('Deployment').metadata;
    expect(labels).not.toHaveProperty('towpath.dev/owner');
  });

  it('has a monitor read what a Service offers, and asks for it by labels that the Service has', () => {
    const { find } = render(SCORE, {});
    const { spec } = find('ServiceMonitor');
    const { metadata, spec: service } = find('Service');
    expect(metadata.labels).toMatchObject(spec.selector.matchLabels);
    expect(spec.endpoints).toEqual([
      { port: 'http', path: '/metrics', interval: '30s' },
    ]);
    expect(service.ports).toMatchObject([{ name: 'http' }]);
  });

  // A monitor of what has no metrics is a target that is down for ever.
  it.each([
    ['asks for none', SCORE.replace(/ {2}annotations:\n.*\n/, '')],
    ['has no Service', SCORE.replace(/service:\n.*\n.*\n/, '')],
    ['has no port for it', SCORE.replace('http: {', 'grpc: {')],
  ])('gives no monitor to a workload that %s', (_, score) => {
    expect(render(score, {}).find('ServiceMonitor')).toBeUndefined();
  });

  it('scales in production alone, and then says no number of replicas that would undo it', () => {
    const { find } = render(SCORE, { tier: 'production' });
    expect(find('HorizontalPodAutoscaler').spec).toMatchObject({
      scaleTargetRef: { kind: 'Deployment', name: 'shop' },
      minReplicas: 3,
      maxReplicas: 6,
    });
    expect(find('Deployment').spec).not.toHaveProperty('replicas');
    const staging = render(SCORE, { tier: 'staging' });
    expect(staging.find('HorizontalPodAutoscaler')).toBeUndefined();
    expect(staging.find('Deployment').spec.replicas).toBe(2);
  });

  it.each([
    ['says no request of cpu', SCORE.replace('cpu: 250m, ', '')],
    [
      'is a StatefulSet',
      SCORE.replace(
        'annotations:',
        'annotations:\n    k8s.score.dev/kind: StatefulSet',
      ),
    ],
  ])('gives a number of replicas to a workload that %s', (_, score) => {
    const { objects } = render(score, { tier: 'production' });
    const kinds = objects.map(({ kind }) => kind);
    expect(kinds).not.toContain('HorizontalPodAutoscaler');
    const workload: any = objects.find(one => /Set|Deploy/.test(one.kind));
    expect(workload.spec.replicas).toBe(3);
  });

  it('leaves scaling to the autoscaler that the Score file asks for', () => {
    const { objects, find } = render(SCALED_BY_ITSELF, {
      tier: 'production',
      manifests: [AUTOSCALER],
    });
    const names = objects
      .filter(({ kind }) => kind === 'HorizontalPodAutoscaler')
      .map(({ metadata }) => metadata?.name);
    expect(names).toEqual(['of-its-own']);
    expect(find('Deployment').spec).not.toHaveProperty('replicas');
  });
});

const monitor = (rule: string) => `objects:\n  - ${rule}\n`;

describe('a profile that cannot be used', () => {
  it.each([
    ['- a', 'profile.yaml: it has to be a map of settings'],
    ['replicas: many', 'replicas must be integer'],
    ['labels: { a: "${servce.name}" }', 'labels.a: .*servce'],
    [
      'labels: { a: "${environment.annotations.team}" }',
      'tiers.*|labels.a: .*team',
    ],
    ['objects: {}', 'objects: it is no list'],
    [monitor('{ object: {}, if: x }'), 'objects\\[0\\]: there is no "if"'],
    [
      monitor('{ object: { kind: A } }'),
      'objects\\[0\\]\\.object: it needs apiVersion, kind and metadata.name',
    ],
    [monitor('{ when: "rendred.name", object: {} }'), 'objects\\[0\\]\\.when'],
    [
      monitor('{ when: "rendered.name", object: {} }'),
      'objects\\[0\\]\\.when: it is neither true nor false',
    ],
    [
      monitor('{ object: { metadata: { name: "${rendered.nme}" } } }'),
      'objects\\[0\\]\\.object\\.metadata\\.name: ',
    ],
    [
      `tiers:\n  development:\n    objects:\n      - { object: { kind: A } }`,
      'tiers\\.development\\.objects\\[0\\]\\.object: ',
    ],
  ])('names what is wrong in %s', (profile, message) => {
    expect(() => render(SCORE, { profile })).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringMatching(message),
      }),
    );
  });

  // Git would hold what Argo CD cannot build, and nobody's next version would arrive.
  it('is told of an object that is there already, before it is in Git', () => {
    const object = `{ apiVersion: v1, kind: Service, metadata: { name: shop } }`;
    const { changes, diagnostics } = render(SCORE, {
      profile: monitor(`{ object: ${object} }`),
    });
    expect(changes).toEqual([]);
    expect(diagnostics).toEqual([
      expect.objectContaining({
        code: 'profile/repeated-object',
        message:
          "the platform's profile adds Service shop, and there is one already",
      }),
    ]);
  });
});

it('never reads what a Score file says as an expression of the profile', () => {
  const { find } = render(
    SCORE.replace(
      'metrics: /metrics',
      () => "metrics: '${environment.name}$${service.owner}'",
    ),
    {},
  );
  const [endpoint] = find('ServiceMonitor').spec.endpoints;
  expect(endpoint.path).toBe('${environment.name}$${service.owner}');
});
