import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { systemClock } from '@towpath/clock';
import {
  GitRepositories,
  type GitRepository,
  type PullRequestRequest,
} from './index';
import { GithubDouble } from './__testUtils__/GithubDouble';
import { TestGitHost } from '@towpath/git-hosts/testing';

const TEXT = 'image:\n  tag: 1.0.0 # ours\n';

let host: TestGitHost;
let github: GithubDouble;
let folder: string;
beforeAll(async () => {
  host = await TestGitHost.start();
  github = await GithubDouble.start(host);
  folder = await mkdtemp(path.join(tmpdir(), 'pulls-'));
});
afterAll(async () => {
  await github?.stop();
  await host?.stop();
  await rm(folder, { recursive: true, force: true });
});

const proposal = (
  id: string,
  more: Partial<PullRequestRequest> = {},
): PullRequestRequest => ({
  key: ['Towpath-Promotion', id],
  branch: `towpath/promotion-${id}`,
  edits: [
    {
      type: 'yaml',
      file: 'values.yaml',
      path: ['image', 'tag'],
      value: '1.1.0',
    },
  ],
  title: 'Promote shop 1.1.0 to prod',
  body: 'Ada asked for it.',
  message: 'Promote shop 1.1.0 to prod',
  author: { name: 'Ada', email: 'ada@myorg.example' },
  ...more,
});

let number = 0;

describe.each(['gitea', 'github'] as const)('pull requests on %s', type => {
  let name: string;
  let repository: GitRepository;
  beforeEach(async () => {
    name = `${type}-${++number}`;
    await host.createRepository(name, { 'values.yaml': TEXT });
    const config =
      type === 'gitea' ? [host.giteaConfig()] : [github.githubConfig()];
    const base = type === 'gitea' ? host.url : github.url;
    repository = GitRepositories.create({
      integrations: ScmIntegrations.fromConfig(
        new ConfigReader({ integrations: { [type]: config } }),
      ),
      workDir: path.join(folder, type),
      clock: systemClock,
      logger: { info() {}, warn() {} },
    }).open({ url: `${base}/myorg/${name}`, branch: 'main' });
  });

  const pulls = async () =>
    (await host.api('GET', `/repos/myorg/${name}/pulls?state=all`)).json;
  const merge = (pull: number) =>
    host.api('POST', `/repos/myorg/${name}/pulls/${pull}/merge`, {
      Do: 'squash',
      delete_branch_after_merge: true,
    });

  it('opens one, and answers the same one when it is opened again', async () => {
    expect(await repository.findPullRequest(proposal('p1'))).toBeUndefined();
    const first = await repository.openPullRequest(proposal('p1'));
    expect(first).toMatchObject({ state: 'open', head: first.sha });
    expect(await repository.findPullRequest(proposal('p1'))).toEqual(first);
    expect(first.values).toMatchObject([{ before: '1.0.0', after: '1.1.0' }]);
    expect(await repository.openPullRequest(proposal('p1'))).toEqual(first);
    expect(await pulls()).toHaveLength(1);
    expect(await repository.readFile('values.yaml')).toBe(TEXT);
    expect(await repository.readFile('values.yaml', first.sha)).toBe(
      TEXT.replace('1.0.0', '1.1.0'),
    );
  });

  it('opens one when two ask at the same time', async () => {
    const [a, b] = await Promise.all([
      repository.openPullRequest(proposal('p1')),
      repository.openPullRequest(proposal('p1')),
    ]);
    expect(a.number).toBe(b.number);
    expect(await pulls()).toHaveLength(1);
  });

  it('goes on with a branch that was pushed before a crash', async () => {
    const first = await repository.openPullRequest(proposal('p1'));
    const address = `/repos/myorg/${name}/branches`;
    await host.api('POST', address, {
      new_branch_name: 'towpath/promotion-p2',
      old_branch_name: 'towpath/promotion-p1',
    });
    const second = await repository.openPullRequest(
      proposal('p1', { branch: 'towpath/promotion-p2' }),
    );
    expect(second.sha).toBe(first.sha);
    expect(second.number).not.toBe(first.number);
  });

  it('tells that it was merged, by which commit, and finds it after its branch is gone', async () => {
    const opened = await repository.openPullRequest(proposal('p1'));
    await merge(opened.number);
    const merged = await repository.pullRequest(opened.number);
    expect(merged.state).toBe('merged');
    expect(merged.mergeCommit).toBe((await repository.preview([])).base);
    const again = await repository.openPullRequest(proposal('p1'));
    expect(again).toMatchObject({ number: opened.number, state: 'merged' });
    expect(again.values).toEqual(opened.values);
    await expect(repository.closePullRequest(opened.number)).rejects.toThrow(
      /is merged: it cannot be closed/,
    );
  });

  it('closes one, tells that it is closed unmerged, and does not open it again', async () => {
    const { number: pull, url } = await repository.openPullRequest(
      proposal('p1'),
    );
    await repository.closePullRequest(pull);
    await repository.closePullRequest(pull);
    expect(await repository.pullRequest(pull)).toMatchObject({
      state: 'closed',
      url,
      mergeCommit: undefined,
    });
    const again = await repository.openPullRequest(proposal('p1'));
    expect(again).toMatchObject({ number: pull, state: 'closed' });
    expect(await pulls()).toHaveLength(1);
  });

  it('refuses a branch of somebody else, and a change that changes nothing', async () => {
    await host.api('POST', `/repos/myorg/${name}/branches`, {
      new_branch_name: 'towpath/promotion-p1',
      old_branch_name: 'main',
    });
    await expect(repository.openPullRequest(proposal('p1'))).rejects.toThrow(
      /has a branch "towpath\/promotion-p1" already/,
    );
    const same = proposal('p2', {
      edits: [{ type: 'file', file: 'values.yaml', content: TEXT }],
    });
    await expect(repository.openPullRequest(same)).rejects.toThrow(
      /there is nothing to propose/,
    );
    expect(await pulls()).toEqual([]);
  });

  it.each(['towpath', 'towpath/promotion-p9/more'])(
    'says at once that the branch %s is in the way of its own',
    async there => {
      await host.api('POST', `/repos/myorg/${name}/branches`, {
        new_branch_name: there,
        old_branch_name: 'main',
      });
      const error: Error = await repository
        .openPullRequest(proposal('p9'))
        .catch(caught => caught);
      expect(error.name).toBe('ConflictError');
      expect(error.message).toContain(
        `a branch "${there}" is in the way of "towpath/promotion-p9": delete or rename it`,
      );
    },
  );

  it('says that there is no such pull request', async () => {
    await expect(repository.pullRequest(77)).rejects.toThrow(/answered 404/);
  });
});
