import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigSources } from '@backstage/config-loader';
import { findUnsafeSettings } from './findUnsafeSettings';

const ROOT = resolve(__dirname, '../../../..');
const FILE = resolve(ROOT, 'app-config.production.yaml');
const text = readFileSync(FILE, 'utf8').replace(/^\s*#.*$/gm, '');
const VARIABLES = [
  ...new Set(Array.from(text.matchAll(/\$\{(\w+)/g), ([, name]) => name)),
];

/** What a company would set: addresses of its own, and a random value for each of the rest. */
const ADDRESSES: Record<string, string> = {
  TOWPATH_BASE_URL: 'https://portal.corp.example',
  TOWPATH_POSTGRES_HOST: 'db.corp.example',
  TOWPATH_PORT: '7007',
  TOWPATH_POSTGRES_PORT: '5432',
  OIDC_METADATA_URL: 'https://login.corp.example/.well-known',
  ARGOCD_URL: 'https://argocd.corp.example',
  TOWPATH_IMAGE_REGISTRY: 'registry.corp.example',
};

async function load(variables: Record<string, string>) {
  const files = ['app-config.yaml', 'app-config.production.yaml'];
  const argv = files.flatMap(file => ['--config', resolve(ROOT, file)]);
  return ConfigSources.toConfig(
    ConfigSources.default({
      argv,
      rootDir: ROOT,
      watch: false,
      substitutionFunc: async name => variables[name],
    }),
  );
}

it('is accepted by the guard once its variables are set', async () => {
  const variables = VARIABLES.map((name, i) => [
    name,
    ADDRESSES[name] ?? `x7Rq2LmZ9vKc4TnB8sWd1YpG${i}`,
  ]);
  const config = await load(Object.fromEntries(variables));
  expect(findUnsafeSettings(config)).toEqual([]);
  expect(config.get('argocd.instances')).toEqual([
    expect.objectContaining({ url: ADDRESSES.ARGOCD_URL }),
  ]);
  config.close();
});

it.each(VARIABLES)('explains %s in the documentation', name => {
  const pages = ['reference/configuration.md', 'how-to/sign-in.md'].map(page =>
    readFileSync(resolve(ROOT, 'docs', page), 'utf8'),
  );
  expect(pages.join('\n')).toMatch(new RegExp(`\\b${name}\\b`));
});
