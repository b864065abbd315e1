import { parse } from 'yaml';
import { withoutManifests } from './withoutManifests';

const RENDERED = '# Rendered by Towpath.\nkind: Deployment\n';
const place = { path: 'apps/shop', namespace: 'shop' };

const without = (kustomization: string, manifests = RENDERED) =>
  withoutManifests(
    new Map([
      ['kustomization.yaml', kustomization],
      ['manifests.yaml', manifests],
    ]),
    place,
  );

const kustomizationOf = (changes: ReturnType<typeof without>) =>
  parse(
    changes.find(({ file }) => file.endsWith('kustomization.yaml'))!.after!,
  );

it('takes the manifests out, and leaves the version where it stands', () => {
  const changes = without(
    'resources: [manifests.yaml]\nimages:\n  - name: shop\n    newTag: 1.2.0 # here\n',
  );
  expect(changes.map(({ file, after }) => [file, after === undefined])).toEqual(
    [
      ['apps/shop/kustomization.yaml', false],
      ['apps/shop/manifests.yaml', true],
    ],
  );
  expect(kustomizationOf(changes)).toMatchObject({
    resources: [],
    images: [{ name: 'shop', newTag: '1.2.0' }],
  });
  expect(changes[0].after).toContain('# here');
});

// kustomize refuses a file that says nothing at all, and the cluster would keep what it has.
it('leaves a kustomization that kustomize takes', () => {
  const changes = without(
    'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [manifests.yaml]\n',
  );
  expect(kustomizationOf(changes)).toMatchObject({
    resources: [],
    namespace: 'shop',
  });
});

it('leaves what somebody has written beside them', () => {
  const changes = without('resources: [manifests.yaml, extra.yaml]\n');
  expect(kustomizationOf(changes).resources).toEqual(['extra.yaml']);
});

it('touches no manifests that somebody has written by hand', () => {
  expect(
    without('resources: [manifests.yaml]\n', 'kind: Deployment\n'),
  ).toEqual([]);
});
