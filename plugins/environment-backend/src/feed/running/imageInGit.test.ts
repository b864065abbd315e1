import { NotFoundError } from '@backstage/errors';
import type { GitRepositories } from '@towpath/gitops';
import { environment } from '../../__testUtils__/entities';
import { imageInGit } from './imageInGit';
import type { ImageQuestion } from './RunningImage';

const REVISION = 'a'.repeat(40);
const DIGEST = `sha256:${'c'.repeat(64)}`;

/** What a repository has in it, by path. */
function gitWith(files: Record<string, string>): GitRepositories {
  const readFile = async (path: string) => {
    if (path in files) return files[path];
    throw new NotFoundError(`no file ${path}`);
  };
  return { open: () => ({ readFile }) } as unknown as GitRepositories;
}

function ask(delivery: object, more: object = {}): ImageQuestion {
  return {
    service: { name: 'shop', annotations: {} },
    environment: environment('prod', 'production', 'staging', { delivery }),
    facts: {
      revision: REVISION,
      sources: [{ repoURL: 'https://git.example/gitops', path: 'apps/shop' }],
      ...more,
    },
    repository: 'registry.example/shop',
  } as unknown as ImageQuestion;
}

const images = (entry: string) => `images:\n  - { ${entry} }\n`;
const kustomization = (entry: string) => ({
  'apps/shop/kustomization.yaml': images(entry),
});

it.each([
  [
    'a tag that looks like a number',
    kustomization('name: registry.example/shop, newTag: 1.10'),
    ask({}),
    'registry.example/shop:1.10',
  ],
  [
    'a tag and a digest together',
    kustomization(`name: shop, newTag: 1.4.0, digest: "${DIGEST}"`),
    ask({}),
    `shop:1.4.0@${DIGEST}`,
  ],
  [
    'the image under its new name',
    kustomization('name: shop, newName: eu.example/shop, newTag: 1.0.0'),
    ask({}),
    'eu.example/shop:1.0.0',
  ],
  [
    'another name of the file',
    { 'apps/shop/Kustomization': images('name: shop, newTag: 1.0.0') },
    ask({}),
    'shop:1.0.0',
  ],
  [
    'no sidecar for want of the service',
    kustomization('name: redis, newTag: 7'),
    ask({}),
    undefined,
  ],
  [
    'what the application itself sets, before what is in the file',
    kustomization('name: registry.example/shop, newTag: 1.0.0'),
    ask({}, { overrides: [{ images: ['registry.example/shop:2.0.0'] }] }),
    'registry.example/shop:2.0.0',
  ],
  [
    'a parameter',
    {},
    ask(
      { strategy: 'argocd-parameter', parameter: 'image.tag' },
      { overrides: [{ parameters: { 'image.tag': '1.2.0' } }] },
    ),
    'registry.example/shop:1.2.0',
  ],
  [
    'a Helm value as the text that stands there',
    { 'apps/shop/values.yaml': 'image:\n  tag: 1.20\n' },
    ask({ strategy: 'helm-value' }),
    'registry.example/shop:1.20',
  ],
  [
    'a value at a path, with the names filled in',
    { 'env/prod/shop.yaml': 'shop: { version: v7 }' },
    ask({
      strategy: 'yaml-path',
      file: 'env/{environment}/{service}.yaml',
      path: '{service}.version',
    }),
    'registry.example/shop:v7',
  ],
  [
    'nothing at a revision that is a branch',
    kustomization('name: shop, newTag: 1.0.0'),
    ask({}, { revision: 'main' }),
    undefined,
  ],
])('reads %s', async (_what, files, question, image) => {
  const found = await imageInGit(gitWith(files), question);
  expect(found).toEqual({ image, notUnderstood: [] });
});

it.each([
  [
    'fields of a kustomization that may change the image',
    {
      'apps/shop/kustomization.yaml': `${images(
        'name: shop, newTag: 1.0.0',
      )}components: [x]\n`,
    },
    {},
    {
      image: 'shop:1.0.0',
      notUnderstood: ['components in apps/shop/kustomization.yaml'],
    },
  ],
  [
    'a kustomization that is no YAML',
    { 'apps/shop/kustomization.yaml': 'images: [' },
    {},
    {
      notUnderstood: [
        expect.stringMatching(
          /^apps\/shop\/kustomization.yaml: The kustomization is not valid YAML/,
        ),
      ],
    },
  ],
  [
    'a value that is no text',
    { 'apps/shop/values.yaml': 'image: { tag: { blue: 1 } }\n' },
    { strategy: 'helm-value' },
    { notUnderstood: ['image.tag in apps/shop/values.yaml is no text'] },
  ],
  [
    'values that are no YAML',
    { 'apps/shop/values.yaml': 'image: [\n' },
    { strategy: 'helm-value' },
    { notUnderstood: ['apps/shop/values.yaml: it is not valid YAML'] },
  ],
])(
  'names what it does not understand: %s',
  async (_what, files, delivery, is) => {
    expect(await imageInGit(gitWith(files), ask(delivery))).toEqual(is);
  },
);

it('takes a Git host that does not answer for no answer, and not for an absent image', async () => {
  const down = {
    open: () => ({
      readFile: async () => {
        throw new Error('connect ECONNREFUSED');
      },
    }),
  } as unknown as GitRepositories;
  await expect(imageInGit(down, ask({}))).rejects.toThrow('ECONNREFUSED');
});
