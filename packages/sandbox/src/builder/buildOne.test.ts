import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import {
  ACCOUNTS,
  git as plainGit,
  seedRepository,
  startTestHost,
} from '@towpath/sandbox-git-host/testing';
import { buildOne } from './buildOne.ts';
import { builderGit } from './git.ts';
import { GitHostApi } from './GitHostApi.ts';
import { BUILDER, GREEN, nodeService, OVERLAY, overlay } from './testing.ts';

const settings = {
  ...{ organisation: 'myorg', gitopsRepository: 'gitops', environment: 'dev' },
  ...{ timeLimit: 60_000, atOnce: 1, account: BUILDER },
  clock: () => new Date('2026-11-30T12:00:00Z'),
  log: { info() {}, warn() {}, error() {} },
};

// Its repository was removed meanwhile, and another one may have its name.
for (const command of ['clone', 'ls-remote', 'tag', 'commit']) {
  test(`a build that is stopped while git runs “${command}” brings nothing`, async t => {
    const { api, url, dataDir } = await startTestHost(t, {
      accounts: [...ACCOUNTS, BUILDER],
      owners: ['towpath-portal', BUILDER.name],
    });
    const before = await seedRepository(api, 'gitops', {
      [OVERLAY]: overlay(),
    });
    const sha = await seedRepository(api, 'demo', nodeService(GREEN));
    const all = { ...settings, dataDir, gitUrl: url };
    const stop = new AbortController();
    const git = builderGit(all);
    const result = await buildOne(
      {
        ...{ repository: 'demo', repositoryId: 2, number: 1, sha },
        ...{ cause: 'a push', by: 'ada', state: 'running', summary: '' },
        ...{ attempts: 1, queuedAt: '2026-11-30T11:59:00Z' },
      },
      {
        settings: all,
        git: async (args, call) => {
          const answer = await git(args, call);
          if (args.includes(command)) stop.abort();
          return answer;
        },
        api: new GitHostApi(all),
        jail: { run: async () => ({ end: 'exited', code: 0 }) },
        scratch: path.join(dataDir, 'scratch'),
        logFile: path.join(dataDir, 'log'),
        signal: stop.signal,
        onTests: async () => {},
      },
    );
    assert.deepEqual(result, { end: 'stopped' });
    const tags = `${url}/myorg/demo.git`;
    const given = await plainGit(dataDir, 'ls-remote', '--tags', tags);
    assert.equal(given !== '', command === 'commit');
    const main = await api('GET', '/repos/myorg/gitops/branches/main');
    assert.equal(main.body.commit.id, before);
  });
}
