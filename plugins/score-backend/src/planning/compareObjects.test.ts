import type { KubernetesObject } from '@towpath/score';
import { compareObjects } from './compareObjects';

/** @param change of its metadata, its image and what else it says */
function deployment({
  metadata = {},
  image = 'registry.example:5000/shop:1.0.0',
  labels = {},
  annotations = {},
  spec = {},
}: any = {}): KubernetesObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'shop', ...metadata },
    spec: {
      ...spec,
      template: {
        metadata: { labels: { app: 'shop', ...labels }, annotations },
        spec: { containers: [{ name: 'shop', image }] },
      },
    },
  } as KubernetesObject;
}

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'shop' },
};

const inDev = { 'towpath.dev/environment': 'dev' };
const KUSTOMIZATION = `
namespace: shop
labels:
  - pairs: { towpath.dev/environment: dev }
    includeTemplates: true
commonAnnotations: { team: a }
`;

it.each<[string, KubernetesObject, KubernetesObject, string]>([
  [
    'the version of an image, which the kustomization says',
    deployment(),
    deployment({ image: 'registry.example:5000/shop' }),
    '',
  ],
  [
    'a digest',
    deployment({ image: 'shop@sha256:abc' }),
    deployment({ image: 'shop' }),
    '',
  ],
  [
    'the namespace, and what Argo CD writes',
    deployment({
      metadata: {
        namespace: 'shop',
        annotations: { 'argocd.argoproj.io/tracking-id': 'shop:apps/x' },
      },
    }),
    deployment(),
    '',
  ],
  [
    'labels and annotations that the kustomization adds as before',
    deployment({
      metadata: { labels: inDev, annotations: { team: 'a' } },
      labels: inDev,
      annotations: { team: 'a' },
    }),
    deployment(),
    KUSTOMIZATION,
  ],
  [
    'the order of fields',
    { apiVersion: 'v1', kind: 'A', metadata: { name: 'a' } },
    { metadata: { name: 'a' }, kind: 'A', apiVersion: 'v1' },
    '',
  ],
])('takes for no difference %s', (_, before, after, kustomization) => {
  const changes = compareObjects([before], [after], kustomization);
  const differ = changes.map(one => [one.before, one.after]);
  expect(differ).toEqual([]);
});

it.each([
  ['another image', { image: 'registry.example:5000/shop-next:1.0.0' }],
  ['another host', { image: 'registry.example:5001/shop:1.0.0' }],
  ['a label of the pods', { labels: { tier: 'web' } }],
  ['a field', { spec: { progressDeadlineSeconds: 10 } }],
])('shows %s', (_, change) => {
  const [one] = compareObjects([deployment()], [deployment(change)], undefined);
  expect(one.object).toBe('Deployment shop');
  expect(one.before).not.toBe(one.after);
});

// What goes is what people look for first.
it('names what is new, and what goes', () => {
  expect(compareObjects([service], [deployment()], undefined)).toEqual([
    {
      object: 'Deployment shop',
      after: expect.stringContaining('kind: Deployment'),
    },
    {
      object: 'Service shop',
      before: expect.stringContaining('kind: Service'),
    },
  ]);
});
