import type { ManagedResource } from '@towpath/argocd';
import { renderKubernetes, type Workload } from '@towpath/score';
import { findSelectors } from '../places/findSelectors';
import { keepSelectors } from './keepSelectors';

const SHOP: Workload = {
  apiVersion: 'score.dev/v1b1',
  metadata: { name: 'shop' },
  service: { ports: { http: { port: 80 } } },
  containers: { shop: { image: 'registry.example/shop:1.0.0' } },
};
const OLD = { 'app.kubernetes.io/name': 'shop', tier: 'web' };

const managed = (part: Partial<ManagedResource>): ManagedResource =>
  ({ group: 'apps', kind: 'Deployment', name: 'shop', ...part } as never);
const selecting = (matchLabels: object) =>
  JSON.stringify({ spec: { selector: { matchLabels } } });

it('selects pods as the Deployment in the cluster does: Kubernetes refuses another selector', () => {
  const { objects } = renderKubernetes([SHOP]);
  const kept = keepSelectors(objects, { shop: OLD }) as any[];
  const deployment = kept.find(({ kind }) => kind === 'Deployment');
  expect(deployment.spec.selector.matchLabels).toEqual(OLD);
  const { labels } = deployment.spec.template.metadata;
  expect(labels).toMatchObject(OLD);
  const service = kept.find(({ kind }) => kind === 'Service');
  expect(labels).toMatchObject(service.spec.selector);
});

it.each<[string, ManagedResource[], object | undefined]>([
  ['what lives', [managed({ liveState: selecting(OLD) })], OLD],
  [
    'what lives before what is to be',
    [
      managed({
        liveState: selecting(OLD),
        targetState: selecting({ a: 'b' }),
      }),
    ],
    OLD,
  ],
  [
    'what is to be, before the first sync',
    [managed({ targetState: selecting(OLD) })],
    OLD,
  ],
  [
    'nothing where it is not there',
    [managed({ liveState: 'null' })],
    undefined,
  ],
  [
    'nothing of another workload',
    [managed({ name: 'cart', liveState: selecting(OLD) })],
    undefined,
  ],
  [
    'nothing of a Service of the name',
    [
      managed({
        group: '',
        kind: 'Service',
        liveState: '{"spec":{"selector":{"a":"b"}}}',
      }),
    ],
    undefined,
  ],
])('takes the selector of %s', (_, resources, selector) => {
  expect(findSelectors(resources).shop).toEqual(selector);
});
