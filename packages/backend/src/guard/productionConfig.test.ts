import { globSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigSources } from '@backstage/config-loader';
import { argocdSettings } from '@towpath/argocd';
import { terraformSettings } from '@towpath/terraform';
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

const valueOf = (name: string) =>
  ADDRESSES[name] ?? `x7Rq2LmZ9vKc4TnB8sWd1YpG-${name}`;

async function load(mode: 'production' | 'sandbox') {
  const files = ['app-config.yaml', `app-config.${mode}.yaml`];
  const argv = files.flatMap(file => ['--config', resolve(ROOT, file)]);
  return ConfigSources.toConfig(
    ConfigSources.default({
      argv,
      rootDir: ROOT,
      watch: false,
      substitutionFunc: async name => valueOf(name),
    }),
  );
}

it('is accepted by the guard once its variables are set', async () => {
  const config = await load('production');
  const plugins = [argocdSettings, terraformSettings];
  expect(findUnsafeSettings(config, plugins)).toEqual([]);
  expect(config.get('argocd.instances')).toEqual([
    expect.objectContaining({ url: ADDRESSES.ARGOCD_URL }),
  ]);
  config.close();
});

/** Names under `environment.parameters` that a template reads. */
function parametersOf(template: string): string[] {
  const found = readFileSync(template, 'utf8').matchAll(
    /environment\.parameters\.(\w+)/g,
  );
  return Array.from(found, ([, name]) => name);
}

// What a template is not told stays empty in the files that it writes.
it.each(['production', 'sandbox'] as const)(
  'tells templates in %s all that they ask for',
  async mode => {
    const config = await load(mode);
    const told = config.get<object>('scaffolder.defaultEnvironment.parameters');
    const asked = globSync('templates/*/template.yaml', { cwd: ROOT })
      .map(file => parametersOf(resolve(ROOT, file)))
      .flat();
    expect(Object.keys(told)).toEqual(expect.arrayContaining(asked));
    config.close();
  },
);

// Gates that ask a policy stay closed where there is none.
it('finds the policies from the folder that the how-to starts it in', async () => {
  const config = await load('production');
  const folders = config.getStringArray('environment.policies');
  const files = folders.flatMap(folder => readdirSync(resolve(ROOT, folder)));
  expect(files).toContain('release.yaml');
  config.close();
});

it.each(VARIABLES)('explains %s in the documentation', name => {
  const pages = ['reference/configuration.md', 'how-to/sign-in.md'].map(page =>
    readFileSync(resolve(ROOT, 'docs', page), 'utf8'),
  );
  expect(pages.join('\n')).toMatch(new RegExp(`\\b${name}\\b`));
});
