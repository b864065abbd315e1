import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { requireOwnDocs } from './requireOwnDocs';

const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: {
      github: [{ host: 'github.com' }],
      gitea: [{ host: 'localhost:7010', baseUrl: 'http://localhost:7010' }],
    },
  }),
);

const FROM_GITHUB =
  'url:https://github.com/corp/demo/blob/main/catalog-info.yaml';
const FROM_GITEA =
  'url:http://localhost:7010/myorg/demo/src/branch/main/catalog-info.yaml';

function check(
  own: string,
  ref: string,
  source?: string,
  alsoFrom: string[] = [],
) {
  const [kind, target] = [own.split(':')[0], own.slice(own.indexOf(':') + 1)];
  const folder = target
    .slice(0, target.lastIndexOf('/') + 1)
    .replace('/blob/', '/tree/');
  return requireOwnDocs(
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'demo',
        annotations: {
          'backstage.io/managed-by-location': own,
          'backstage.io/source-location': source ?? `${kind}:${folder}`,
          'backstage.io/techdocs-ref': ref,
        },
      },
    },
    { integrations, alsoFrom },
  );
}

it.each([
  [
    'another repository',
    FROM_GITHUB,
    'url:https://github.com/corp/secrets/tree/main/',
  ],
  [
    'another repository, by steps up',
    FROM_GITHUB,
    'url:https://github.com/corp/demo/tree/main/../../../secrets/tree/main/',
  ],
  [
    'another repository whose name begins the same',
    FROM_GITHUB,
    'url:https://github.com/corp/demo-secrets/tree/main/',
  ],
  [
    'another host',
    FROM_GITHUB,
    'url:http://localhost:7010/corp/demo/src/branch/main/',
  ],
  [
    'another port',
    FROM_GITEA,
    'url:http://localhost:7011/myorg/demo/src/branch/main/',
  ],
  [
    'steps up from its folder',
    FROM_GITHUB,
    'dir:../../../../secrets/tree/main',
  ],
  [
    'a file of the machine, by its own source location',
    FROM_GITHUB,
    'dir:.',
    'file:/etc/towpath/',
  ],
  [
    'another repository, by its own source location',
    FROM_GITHUB,
    'dir:.',
    'url:https://github.com/corp/secrets/tree/main/',
  ],
  [
    'a folder above that of a file',
    'file:/srv/platform/catalog/a.yaml',
    'dir:../../..',
  ],
  [
    'another folder, by its own source location',
    'file:/srv/platform/catalog/a.yaml',
    'dir:.',
    'file:/etc/towpath/a.yaml',
  ],
])('refuses pages from %s', (_what, own, ref, source = undefined) => {
  expect(() => check(own, ref, source)).toThrow();
});

it.each([
  ['its own folder', FROM_GITHUB, 'dir:.'],
  ['its own folder on Gitea', FROM_GITEA, 'dir:.'],
  [
    'another branch of its repository',
    FROM_GITHUB,
    'url:https://github.com/corp/demo/tree/docs',
  ],
  [
    'a folder beside a file',
    'file:/srv/platform/catalog-info.yaml',
    'dir:docs',
    'file:/srv/platform/catalog-info.yaml',
  ],
])('takes pages from %s', (_what, own, ref, source = undefined) => {
  expect(() => check(own, ref, source)).not.toThrow();
});

it('takes pages from where a platform engineer allows it, and says how', () => {
  const ref = 'url:https://github.com/corp/handbook/tree/main/';
  expect(() => check(FROM_GITHUB, ref)).toThrow('towpath.docs.alsoFrom');
  expect(() =>
    check(FROM_GITHUB, ref, undefined, ['https://github.com/corp/handbook/']),
  ).not.toThrow();
});
