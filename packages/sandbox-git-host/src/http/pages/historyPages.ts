import { handle, listCommits, readCommit } from '@towpath/sandbox-kit';
import { Router } from 'express';
import { EMPTY_TREE, unifiedDiff } from '../../git/diff.ts';
import { countCommits, mergeBase } from '../../git/history.ts';
import { listBranches } from '../../git/refs.ts';
import type { Host } from '../../host.ts';
import { latestStatuses, listStatuses } from '../../store/statuses.ts';
import type { Repository } from '../../store/RepositoryStore.ts';
import { pageOf, requireAccount } from '../request.ts';
import { resolve, splitCompare } from '../api/commitRoutes.ts';
import { createPull } from '../../service/pulls.ts';
import { locate, type Place } from './locate.ts';
import { presentDiff } from './presentDiff.ts';
import { renderPage } from './renderPage.ts';

/** Commits, branches and comparisons. */
export function historyPages(host: Host): Router {
  const router = Router({ mergeParams: true });
  const repositoryOf = (name: string) => host.repositories.get(name);
  router.get(
    '/commits',
    handle(async (request, response) => {
      const { name, defaultBranch } = repositoryOf(request.params.repository);
      response.redirect(
        `/${host.organisation}/${name}/commits/branch/${defaultBranch}`,
      );
    }),
  );
  router.get(
    '/commits/:kind(branch|commit|tag)/*',
    handle(async (request, response) => {
      const place = await locate(
        host,
        request,
        request.params.kind as Place['kind'],
        request.params[0],
      );
      const { repository, commit, path } = place;
      const { skip, limit } = pageOf(request);
      const query = { range: commit, path: path || undefined, skip, limit };
      const [commits, total] = await Promise.all([
        listCommits(host.git, repository.gitDir, query),
        countCommits(host.git, repository.gitDir, commit, path || undefined),
      ]);
      const page = skip / limit + 1;
      renderPage(host, request, response, 'commits', {
        title: `Commits of ${repository.name}`,
        repository,
        place,
        tab: 'commits',
        commits,
        total,
        older: skip + limit < total ? page + 1 : undefined,
        newer: page > 1 ? page - 1 : undefined,
      });
    }),
  );
  router.get(
    '/commit/:sha([0-9a-f]{4,64}).diff',
    handle(async (request, response) => {
      const repository = repositoryOf(request.params.repository);
      const commit = await readCommit(
        host.git,
        repository.gitDir,
        await resolve(host, repository, request.params.sha),
      );
      response
        .type('text/plain')
        .send(
          await unifiedDiff(
            host.git,
            repository.gitDir,
            commit.parents[0] ?? EMPTY_TREE,
            commit.sha,
          ),
        );
    }),
  );
  router.get(
    '/commit/:sha',
    handle(async (request, response) => {
      const repository = repositoryOf(request.params.repository);
      const commit = await readCommit(
        host.git,
        repository.gitDir,
        await resolve(host, repository, request.params.sha),
      );
      const files = await presentDiff(
        host,
        repository,
        commit.parents[0] ?? EMPTY_TREE,
        commit.sha,
      );
      const statuses = latestStatuses(
        await listStatuses(repository, commit.sha),
      );
      const account = host.accounts.findByEmail(commit.author.email);
      renderPage(host, request, response, 'commit', {
        title: `${repository.name} ${commit.sha.slice(0, 10)}`,
        repository,
        tab: 'commits',
        commit,
        files,
        statuses,
        author: account,
      });
    }),
  );
  router.get(
    '/branches',
    handle(async (request, response) => {
      const repository = repositoryOf(request.params.repository);
      const branches = await Promise.all(
        (
          await listBranches(host.git, repository.gitDir)
        ).map(branch => withDistance(host, repository, branch)),
      );
      branches.sort(
        (a, b) =>
          Number(b.isDefault) - Number(a.isDefault) ||
          b.commit.committer.date.localeCompare(a.commit.committer.date),
      );
      renderPage(host, request, response, 'branches', {
        title: `Branches of ${repository.name}`,
        repository,
        tab: 'branches',
        branches,
      });
    }),
  );
  router.get(
    '/compare/*',
    handle(async (request, response) => {
      const repository = repositoryOf(request.params.repository);
      const { base, head } = splitCompare(request.params[0]);
      const shown = await compare(host, repository, base, head);
      renderPage(host, request, response, 'compare', {
        title: `Compare ${base} with ${head}`,
        repository,
        tab: 'pulls',
        base,
        head,
        ...shown,
      });
    }),
  );
  router.post(
    '/compare/*',
    handle(async (request, response) => {
      const account = requireAccount(response);
      const { name } = repositoryOf(request.params.repository);
      const { base, head } = splitCompare(request.params[0]);
      const title = String(request.body.title ?? '');
      const pull = await createPull(host, name, account, {
        title,
        body: String(request.body.body ?? ''),
        base,
        head,
      });
      response.redirect(
        303,
        `/${host.organisation}/${name}/pulls/${pull.number}`,
      );
    }),
  );
  return router;
}

async function withDistance(
  host: Host,
  repository: Repository,
  branch: { name: string; sha: string },
) {
  const { gitDir, defaultBranch } = repository;
  const base = (await listBranches(host.git, gitDir)).find(
    ({ name }) => name === defaultBranch,
  )?.sha;
  const [commit, ahead, behind] = await Promise.all([
    readCommit(host.git, gitDir, branch.sha),
    base ? countCommits(host.git, gitDir, `${base}..${branch.sha}`) : 0,
    base ? countCommits(host.git, gitDir, `${branch.sha}..${base}`) : 0,
  ]);
  return {
    ...branch,
    commit,
    ahead,
    behind,
    isDefault: branch.name === defaultBranch,
  };
}

async function compare(
  host: Host,
  repository: Repository,
  base: string,
  head: string,
) {
  const from = await resolve(host, repository, base);
  const to = await resolve(host, repository, head);
  const fork = await mergeBase(host.git, repository.gitDir, from, to);
  const [commits, files, branches] = await Promise.all([
    listCommits(host.git, repository.gitDir, {
      range: fork ? `${fork}..${to}` : to,
    }),
    presentDiff(host, repository, fork ?? EMPTY_TREE, to),
    listBranches(host.git, repository.gitDir),
  ]);
  const names = branches.map(({ name }) => name);
  return {
    commits,
    files,
    branches: names,
    canOpen: names.includes(base) && names.includes(head) && commits.length > 0,
  };
}
