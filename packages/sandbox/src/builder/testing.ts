import {
  ACCOUNTS,
  type Answer,
  type Api,
  seedRepository,
  startTestHost,
} from '@towpath/sandbox-git-host/testing';
import type { BuildRecord } from '@towpath/sandbox-git-host';
import { type Cleanup, temporaryFolder, until } from '@towpath/test-kit';
import { Builder, type BuilderOptions } from './index.ts';

export const BUILDER = {
  name: 'towpath-builder',
  displayName: 'Towpath builder',
  email: 'builder@myorg.example',
  password: 'towpath-builder-password',
};

const QUIET = { info() {}, warn() {}, error() {} };

/** A Git host and its builder on a free port; both end with the test. */
export async function startBuilding(
  t: Cleanup,
  options: Partial<BuilderOptions> = {},
) {
  // The address is known only once the host listens, and pushes come only after that.
  const late: { builder?: Builder } = {};
  // Before its folder goes: what is said first is done first at the end of a test.
  t.after(() => late.builder?.close());
  const dataDir = options.dataDir ?? (await temporaryFolder(t));
  const host = await startTestHost(t, {
    dataDir,
    accounts: [...ACCOUNTS, BUILDER],
    owners: ['towpath-portal', BUILDER.name],
    onPush: async push => late.builder!.onPush(push),
    onRemove: async gone => late.builder!.onRemove(gone),
    builds: {
      list: async repository => late.builder!.list(repository),
      readLog: async (...place) => late.builder!.readLog(...place),
    },
  });
  const builder = await Builder.open({
    gitUrl: host.url,
    account: BUILDER,
    log: QUIET,
    ...options,
    dataDir,
  });
  late.builder = builder;
  builder.begin();
  return { ...host, builder, dataDir };
}

/** What the builder keeps of the repository that has this name now, newest first. */
export async function buildsOf(
  { api, builder }: { api: Api; builder: Builder },
  name: string,
): Promise<BuildRecord[]> {
  const { body } = await api('GET', `/repos/myorg/${name}`);
  return builder.list({ id: body.id, name });
}

/** A service whose test is this program. */
export const nodeService = (testProgram: string, version = '0.1.0') => ({
  'package.json': JSON.stringify({
    name: 'demo',
    version,
    type: 'module',
    scripts: { test: 'node --test' },
  }),
  'test/demo.test.js': testProgram,
});

export const GREEN = `import { test } from 'node:test';
test('adds', () => {});
`;

export const OVERLAY = 'apps/demo/overlays/dev/kustomization.yaml';

export const overlay = (tag = '0.0.0') => `# Where dev differs.
resources: [../../base]
images:
  # The builder writes newTag.
  - name: registry.myorg.example/demo
    newTag: ${tag} # never by hand
`;

export async function seedOverlay(api: Api, tag?: string): Promise<void> {
  await seedRepository(api, 'gitops', { [OVERLAY]: overlay(tag) });
}

/** Resolves with the builder's last word on a commit. */
export async function untilVerdict(
  api: Api,
  repository: string,
  sha: string,
): Promise<Answer['body']> {
  const address = `/repos/myorg/${repository}/commits/${sha}/statuses`;
  return until(
    `${repository} at ${sha} has a verdict`,
    async () => (await api('GET', address)).body[0],
    latest => latest !== undefined && latest.status !== 'pending',
  );
}

/** A file of main, decoded. */
export async function readFileOf(
  api: Api,
  repository: string,
  file: string,
): Promise<string> {
  const { body } = await api(
    'GET',
    `/repos/myorg/${repository}/contents/${file}`,
  );
  return Buffer.from(body.content, 'base64').toString();
}

/** Commits of main, newest first. */
export async function commitsOf(
  api: Api,
  repository: string,
): Promise<{ sha: string; message: string; author: string }[]> {
  const { body } = await api('GET', `/repos/myorg/${repository}/commits`);
  return body.map((one: Answer['body']) => ({
    sha: one.sha,
    message: one.commit.message,
    author: one.commit.author.name,
  }));
}
