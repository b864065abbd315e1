import { handle, listCommits, readCommit } from '@towpath/sandbox-kit';
import { Router, type Request } from 'express';
import { badRequest, notFound } from '../../errors.ts';
import { unifiedDiff, EMPTY_TREE } from '../../git/diff.ts';
import { countCommits, mergeBase } from '../../git/history.ts';
import { checkedPath } from '../../git/names.ts';
import { resolveCommit } from '../../git/objects.ts';
import type { Host } from '../../host.ts';
import type { Repository } from '../../store/RepositoryStore.ts';
import { pageOf, queryText } from '../request.ts';
import { presentCommit, presentFullCommit } from './presentCommit.ts';

/** Commits, single and as lists, and what differs between two of them. */
export function commitRoutes(host: Host): Router {
  const router = Router({ mergeParams: true });
  router.get(
    '/git/commits/*',
    handle(async (request, response) => {
      const repository = host.repositories.get(request.params.repo);
      const [, ref, diff] = /^(.+?)(\.diff)?$/.exec(request.params[0]) ?? [];
      const commit = await readCommit(
        host.git,
        repository.gitDir,
        await resolve(host, repository, ref),
      );
      if (!diff)
        return response.json(await presentFullCommit(host, repository, commit));
      const from = commit.parents[0] ?? EMPTY_TREE;
      return response
        .type('text/plain')
        .send(await unifiedDiff(host.git, repository.gitDir, from, commit.sha));
    }),
  );
  router.get(
    '/commits',
    handle(async (request, response) => {
      const repository = host.repositories.get(request.params.repo);
      const ref = queryText(request, 'sha') ?? repository.defaultBranch;
      const range = await resolve(host, repository, ref);
      const file = queryText(request, 'path');
      const path = file && checkedPath(file);
      const total = await countCommits(
        host.git,
        repository.gitDir,
        range,
        path,
      );
      const commits = await listCommits(host.git, repository.gitDir, {
        range,
        path,
        ...pageOf(request),
      });
      response.setHeader('X-Total-Count', String(total));
      response.json(
        commits.map(commit => presentCommit(host, repository, commit)),
      );
    }),
  );
  router.get(
    '/compare/*',
    handle(async (request: Request, response) => {
      const repository = host.repositories.get(request.params.repo);
      const { base, head } = splitCompare(request.params[0]);
      const from = await resolve(host, repository, base);
      const to = await resolve(host, repository, head);
      const fork = await mergeBase(host.git, repository.gitDir, from, to);
      const range = fork ? `${fork}..${to}` : to;
      const commits = await listCommits(host.git, repository.gitDir, { range });
      response.json({
        total_commits: commits.length,
        commits: commits.map(commit => presentCommit(host, repository, commit)),
      });
    }),
  );
  return router;
}

/** `main...feature` → both refs. @throws RequestError 400 */
export function splitCompare(text: string): { base: string; head: string } {
  const [, base, head] = /^(.+?)\.{2,3}(.+)$/.exec(text) ?? [];
  if (!base)
    throw badRequest(`compare "${text}" is not of the form base...head`);
  return { base, head };
}

/** @throws RequestError 404 */
export async function resolve(
  host: Host,
  repository: Repository,
  ref: string,
): Promise<string> {
  const sha = await resolveCommit(host.git, repository.gitDir, ref);
  if (!sha)
    throw notFound(
      `"${ref}" is no branch, tag or commit of ${repository.name}`,
    );
  return sha;
}
