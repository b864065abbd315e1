import { handle, listCommits } from '@towpath/sandbox-kit';
import { Router } from 'express';
import type { Host } from '../../host.ts';
import { resolveCommit } from '../../git/objects.ts';
import { listPulls } from '../../store/pulls.ts';
import type { Repository } from '../../store/RepositoryStore.ts';
import { accountOf, queryText } from '../request.ts';
import { renderPage } from './renderPage.ts';

/** The list of repositories, and a page for each account. */
export function organisationPages(host: Host): Router {
  const router = Router();
  router.get('/', (_request, response) =>
    response.redirect(`/${host.organisation}`),
  );
  router.get(
    `/${host.organisation}`,
    handle(async (request, response) => {
      const search = (queryText(request, 'q') ?? '').trim();
      const found = host.rights
        .list(accountOf(response))
        .filter(repository => fits(repository, search));
      const repositories = await Promise.all(
        found.map(repository => withLastCommit(host, repository)),
      );
      renderPage(host, request, response, 'repositories', {
        title: host.organisation,
        search,
        repositories,
      });
    }),
  );
  router.get(
    '/:name',
    handle(async (request, response, next) => {
      const person = host.accounts.find(request.params.name);
      if (!person) return next();
      const pulls = await openPullsOf(
        host.rights.list(accountOf(response)),
        person.name,
      );
      const { name, displayName, email } = person;
      return renderPage(host, request, response, 'person', {
        title: displayName,
        shown: { name, displayName, email },
        pulls,
      });
    }),
  );
  return router;
}

function fits({ name, description }: Repository, search: string): boolean {
  const text = `${name} ${description}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}

async function withLastCommit(host: Host, repository: Repository) {
  const sha = await resolveCommit(
    host.git,
    repository.gitDir,
    `refs/heads/${repository.defaultBranch}`,
  );
  const [last] = sha
    ? await listCommits(host.git, repository.gitDir, { range: sha, limit: 1 })
    : [];
  const pulls = (await listPulls(repository)).filter(
    ({ state }) => state === 'open',
  ).length;
  return { ...repository, last, pulls };
}

async function openPullsOf(repositories: Repository[], author: string) {
  const found = [];
  for (const repository of repositories) {
    for (const pull of await listPulls(repository)) {
      if (pull.author === author && pull.state === 'open')
        found.push({ ...pull, repository: repository.name });
    }
  }
  return found;
}
