import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Manifest, Source } from '../model.ts';
import { hashOf } from './configMaps.ts';
import { renderSource } from './renderSource.ts';

const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: registry:5000/web:1.0
          env: [{ name: A, value: a }, { name: B, value: b }]
          envFrom: [{ configMapRef: { name: settings } }]
`;

const render = (files: Record<string, string>, source: Partial<Source> = {}) =>
  renderSource(
    { repoURL: 'http://git', path: 'app', ...source },
    new Map(Object.entries(files)),
  );

const kustomize = (
  text: string,
  more: Record<string, string> = {},
  source: Partial<Source> = {},
) =>
  render(
    {
      'app/deployment.yaml': DEPLOYMENT,
      'app/kustomization.yaml': `resources: [deployment.yaml]\n${text}`,
      ...more,
    },
    source,
  );

const containerOf = ([{ spec }]: Manifest[]) =>
  spec.template.spec.containers[0];

test('a folder of YAML is taken as it is, deeper folders only when asked', () => {
  const files = {
    'app/a.yaml': DEPLOYMENT,
    'app/deep/b.yaml': DEPLOYMENT,
    'app/note.md': 'x',
    'other/c.yaml': DEPLOYMENT,
  };
  assert.equal(render(files).length, 1);
  assert.equal(render(files, { directory: { recurse: true } }).length, 2);
  assert.equal(
    render(files, { directory: { recurse: true, exclude: 'deep/*' } }).length,
    1,
  );
});

test('an image behind a registry with a port gets its tag, name or digest', () => {
  const image = (rule: string) =>
    containerOf(kustomize(`images: [{ name: 'registry:5000/web', ${rule} }]`))
      .image;
  assert.equal(image("newTag: '2.0'"), 'registry:5000/web:2.0');
  assert.equal(image("newName: 'mirror/web'"), 'mirror/web:1.0');
  assert.equal(image("digest: 'sha256:ab'"), 'registry:5000/web@sha256:ab');
});

test('an application overrides images on top of Git, as the promotion of a parameter does', () => {
  const images = ['registry:5000/web=mirror/web:3.0'];
  const manifests = kustomize(
    "images: [{ name: 'registry:5000/web', newTag: '2.0' }]",
    {},
    { kustomize: { images } },
  );
  assert.equal(containerOf(manifests).image, 'mirror/web:3.0');
});

test('a config map is named after its content, and its users follow', () => {
  const generator = (value: string) =>
    kustomize(
      `namePrefix: my-\nconfigMapGenerator: [{ name: settings, literals: [LEVEL=${value}] }]`,
    );
  const [first, second] = [generator('info'), generator('debug')];
  const map = first.find(({ kind }) => kind === 'ConfigMap')!;
  assert.match(map.metadata.name, /^my-settings-[a-z0-9]{10}$/);
  assert.deepEqual(map.data, { LEVEL: 'info' });
  assert.equal(
    containerOf(first).envFrom[0].configMapRef.name,
    map.metadata.name,
  );
  assert.notEqual(
    containerOf(first).envFrom[0].configMapRef.name,
    containerOf(second).envFrom[0].configMapRef.name,
  );
  assert.equal(first[0].metadata.name, 'my-web');
});

test('the suffix of a config map is the one that kustomize makes', () => {
  const suffix = (data: object) =>
    hashOf({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: '' },
      data,
    });
  assert.equal(suffix({}), '6ct58987ht');
  assert.equal(suffix({ one: '' }), '9g67k2htb6');
  assert.equal(suffix({ two: '2', one: '', three: '3' }), 'f5h7t85m9b');
});

test('patches merge lists by their key and can remove from them', () => {
  const patch = `patches:
  - patch: |
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        replicas: 3
        template: { spec: { containers: [{ name: web, env: [{ name: A, $patch: delete }, { name: B, value: c }] }] } }
  - target: { kind: Deployment }
    patch: |
      - { op: add, path: /metadata/labels, value: { patched: 'yes' } }
`;
  const manifests = kustomize(patch);
  assert.equal(manifests[0].spec.replicas, 3);
  assert.deepEqual(containerOf(manifests).env, [{ name: 'B', value: 'c' }]);
  assert.deepEqual(manifests[0].metadata.labels, { patched: 'yes' });
});

test('labels reach selectors and templates only where asked', () => {
  const [plain] = kustomize('labels: [{ pairs: { tier: web } }]');
  assert.deepEqual(plain.metadata.labels, { tier: 'web' });
  assert.deepEqual(plain.spec.template.metadata.labels, { app: 'web' });
  const [common] = kustomize(
    'namespace: shop\nreplicas: [{ name: web, count: 4 }]\ncommonLabels: { tier: web }',
  );
  assert.deepEqual(common.spec.selector.matchLabels, {
    app: 'web',
    tier: 'web',
  });
  assert.equal(common.metadata.namespace, 'shop');
  assert.equal(common.spec.replicas, 4);
});

for (const [what, act, reason] of [
  [
    'a field beyond the part',
    () => kustomize('helmCharts: []'),
    /app\/kustomization\.yaml: the sandbox's part of kustomize has no "helmCharts"/,
  ],
  [
    'a remote base',
    () => kustomize('bases: [https://example.com/base]'),
    /is remote/,
  ],
  [
    'a folder that includes itself',
    () => kustomize('bases: [../app]'),
    /includes itself/,
  ],
  [
    'a folder that is not there',
    () => kustomize('bases: [../none]'),
    /none: there is no kustomization\.yaml/,
  ],
  [
    'a patch for nobody',
    () =>
      kustomize(
        'patches: [{ target: { kind: Job }, patch: "- {op: remove, path: /a}" }]',
      ),
    /no matches/,
  ],
  ['broken YAML', () => render({ 'app/a.yaml': 'a: [' }), /app\/a\.yaml: /],
  [
    'an object without a kind',
    () => render({ 'app/a.yaml': 'apiVersion: v1\n' }),
    /app\/a\.yaml: Object 'kind' is missing/,
  ],
  [
    'a chart',
    () => render({ 'app/Chart.yaml': 'name: x' }),
    /Helm sources are not rendered/,
  ],
] as const) {
  test(`${what} is refused with the file and the reason`, () => {
    assert.throws(act, { message: reason });
  });
}
