import childProcess from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { systemClock } from '@towpath/clock';
import { TestGitHost } from '@towpath/git-hosts/testing';
import { GitRepositories, type GitRepository } from './index';

/*
 * To begin a process stops everything else in this one: for ten milliseconds and more in a portal,
 * which has a lot of memory.
 */

const FILE = 'apps/shop/kustomization.yaml';

let host: TestGitHost;
let folder: string;
let repository: GitRepository;

beforeAll(async () => {
  host = await TestGitHost.start();
  folder = await mkdtemp(path.join(tmpdir(), 'processes-'));
  await host.createRepository('gitops', {
    [FILE]: 'images:\n  - name: shop\n    newTag: 1.0.0\n',
  });
  const config = host.giteaConfig();
  repository = GitRepositories.create({
    integrations: ScmIntegrations.fromConfig(
      new ConfigReader({ integrations: { gitea: [config] } }),
    ),
    workDir: folder,
    clock: systemClock,
    logger: { info() {}, warn() {} },
  }).open({ url: `${config.baseUrl}/myorg/gitops`, branch: 'main' });
});

afterAll(async () => {
  await host?.stop();
  await rm(folder, { recursive: true, force: true });
});

const commit = (newTag: string) =>
  repository.commit({
    key: ['Towpath-Promotion', newTag],
    edits: [{ type: 'kustomize-image', file: FILE, image: 'shop', newTag }],
    message: `Promote shop ${newTag}`,
    author: { name: 'Ada', email: 'ada@myorg.example' },
  });

/** The programs that a task begins, without the git that stays to read objects. */
async function begunBy(task: () => Promise<unknown>): Promise<string[]> {
  const spawn = jest.spyOn(childProcess, 'spawn');
  try {
    await task();
    return spawn.mock.calls
      .map(([program, args]) => [program, ...(args ?? [])].join(' '))
      .filter(call => !call.includes('cat-file'));
  } finally {
    spawn.mockRestore();
  }
}

it('looks for its own commit, makes one and pushes it by one process each, and asks without any', async () => {
  await commit('1.1.0');
  expect(await begunBy(() => commit('1.2.0'))).toEqual([
    expect.stringContaining('git rev-list'),
    expect.stringContaining('git commit-tree'),
    expect.stringContaining('push'),
  ]);
});

it('reads a part of a history once, however often it is asked for', async () => {
  const { sha } = await commit('1.3.0');
  const read = () => repository.log({ to: sha, limit: 10 });
  expect(await begunBy(read)).toHaveLength(1);
  expect(await begunBy(read)).toEqual([]);
  expect(await read()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ sha, subject: 'Promote shop 1.3.0' }),
    ]),
  );
});
