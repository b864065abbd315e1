import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import { temporaryFolder } from '@towpath/test-kit';
import { seedRepository, startTestHost } from './testing/index.ts';

// Node cannot load the ES modules of these packages; their CommonJS ones it can.
const require = createRequire(import.meta.url);
const { ConfigReader } =
  require('@backstage/config') as typeof import('@backstage/config');
const { ScmIntegrations } =
  require('@backstage/integration') as typeof import('@backstage/integration');
const { UrlReaders } =
  require('@backstage/backend-defaults/urlReader') as typeof import('@backstage/backend-defaults/urlReader');
const { createPublishGiteaAction } =
  require('@backstage/plugin-scaffolder-backend-module-gitea') as typeof import('@backstage/plugin-scaffolder-backend-module-gitea');
const { GiteaEntityProvider } =
  require('@backstage/plugin-catalog-backend-module-gitea') as typeof import('@backstage/plugin-catalog-backend-module-gitea');

const logger: LoggerService = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => logger,
};

function configFor(url: string) {
  const host = new URL(url).host;
  return new ConfigReader({
    backend: { baseUrl: 'http://localhost:7007' },
    integrations: {
      gitea: [
        {
          host,
          baseUrl: url,
          username: 'towpath-portal',
          password: 'towpath-portal-password',
        },
      ],
    },
    catalog: {
      providers: {
        gitea: {
          main: {
            host,
            organization: 'myorg',
            branch: 'main',
            catalogPath: 'catalog-info.yaml',
          },
        },
      },
    },
  });
}

async function startWithSeed(t: Parameters<typeof startTestHost>[0]) {
  const host = await startTestHost(t);
  await seedRepository(host.api, 'demo', {
    'catalog-info.yaml': 'kind: Component\n',
    'docs/index.md': '# Docs\n',
    'docs/more/deep.md': 'deep\n',
  });
  // All of them have an account, and read what is private as what is not.
  await host.api('PATCH', '/repos/myorg/demo', { private: true });
  const reader = UrlReaders.default({ config: configFor(host.url), logger });
  return { host, reader, base: `${host.url}/myorg/demo/src/branch/main` };
}

test('the stock URL reader reads a file and tells a missing one', async t => {
  const { reader, base } = await startWithSeed(t);
  const file = await reader.readUrl(`${base}/catalog-info.yaml`);
  assert.equal((await file.buffer()).toString(), 'kind: Component\n');
  await assert.rejects(reader.readUrl(`${base}/nothing.yaml`), {
    name: 'NotFoundError',
  });
});

test('the stock URL reader reads a tree and notices that nothing changed', async t => {
  const { reader, base } = await startWithSeed(t);
  const tree = await reader.readTree(base);
  const files = (await tree.files()).map(file => file.path).sort();
  assert.deepEqual(files, [
    'catalog-info.yaml',
    'docs/index.md',
    'docs/more/deep.md',
  ]);
  await assert.rejects(reader.readTree(base, { etag: tree.etag }), {
    name: 'NotModifiedError',
  });
  const part = await (await reader.readTree(`${base}/docs`)).files();
  assert.deepEqual(part.map(file => file.path).sort(), [
    'index.md',
    'more/deep.md',
  ]);
});

test('the stock URL reader finds a file by its exact address', async t => {
  const { reader, base } = await startWithSeed(t);
  const { files } = await reader.search(`${base}/catalog-info.yaml`);
  assert.equal((await files[0].content()).toString(), 'kind: Component\n');
});

test('the stock entity provider finds repositories with a catalog file only', async t => {
  const { host } = await startWithSeed(t);
  await host.api('POST', '/orgs/myorg/repos', { name: 'empty' });
  await seedRepository(host.api, 'plain', { 'README.md': 'no entity\n' });
  const [provider] = GiteaEntityProvider.fromConfig(configFor(host.url), {
    logger,
    schedule: { run: async () => {} },
  });
  const found: string[] = [];
  await provider.connect({
    applyMutation: async (mutation: {
      entities: { entity: { spec: { target: string } } }[];
    }) => {
      found.push(...mutation.entities.map(({ entity }) => entity.spec.target));
    },
  } as unknown as EntityProviderConnection);
  await provider.refresh(logger);
  assert.deepEqual(found, [
    `${host.url}/myorg/demo/src/branch/main/catalog-info.yaml`,
  ]);
});

test('publish:gitea creates the repository and pushes to it, and tells one that exists', async t => {
  const host = await startTestHost(t);
  const workspacePath = await temporaryFolder(t);
  await mkdir(path.join(workspacePath, 'docs'));
  await writeFile(
    path.join(workspacePath, 'catalog-info.yaml'),
    'kind: Component\n',
  );
  await writeFile(path.join(workspacePath, 'docs', 'index.md'), '# New\n');
  const config = configFor(host.url);
  const action = createPublishGiteaAction({
    config,
    integrations: ScmIntegrations.fromConfig(config),
  });
  const outputs: Record<string, unknown> = {};
  const publish = () =>
    action.handler({
      input: {
        repoUrl: `${new URL(host.url).host}?owner=myorg&repo=fresh`,
        description: 'New',
        gitAuthorName: 'Ada',
        gitAuthorEmail: 'ada@myorg.example',
      },
      workspacePath,
      logger,
      output: (name: string, value: unknown) => {
        outputs[name] = value;
      },
    } as unknown as Parameters<typeof action.handler>[0]);
  await publish();
  assert.equal(outputs.remoteUrl, `${host.url}/myorg/fresh.git`);
  const head = (await host.api('GET', '/repos/myorg/fresh/git/commits/main'))
    .body;
  assert.equal(head.sha, outputs.commitHash);
  assert.equal(
    (await host.api('GET', '/repos/myorg/fresh')).body.description,
    'New',
  );
  await assert.rejects(publish(), /409/);
});
