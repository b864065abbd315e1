import { handle } from '@towpath/sandbox-kit';
import { Router } from 'express';
import { notFound } from '../../errors.ts';
import type { Host } from '../../host.ts';
import type { BuildRecord, BuildState, StatusState } from '../../types.ts';
import { renderPage } from './renderPage.ts';

const AS_STATUS: Record<BuildState, StatusState> = {
  queued: 'pending',
  running: 'pending',
  passed: 'success',
  failed: 'failure',
  error: 'error',
};

/** The builds of a repository, and one build with what its tests wrote. */
export function buildPages(host: Host): Router {
  const router = Router({ mergeParams: true });
  const { builds } = host;
  if (!builds) return router;
  router.get(
    '/builds',
    handle(async (request, response) => {
      const repository = host.repositories.get(request.params.repository);
      const found = await builds.list(repository);
      renderPage(host, request, response, 'builds', {
        title: `Builds of ${repository.name}`,
        repository,
        tab: 'builds',
        builds: found.map(present),
      });
    }),
  );
  router.get(
    '/builds/:number(\\d+)',
    handle(async (request, response) => {
      const repository = host.repositories.get(request.params.repository);
      const number = Number(request.params.number);
      const all = await builds.list(repository);
      const build = all.find(one => one.number === number);
      if (!build)
        throw notFound(`${repository.name} has no build number ${number}.`);
      renderPage(host, request, response, 'build', {
        title: `Build ${number} of ${repository.name}`,
        repository,
        tab: 'builds',
        build: present(build),
        log: await builds.readLog(repository, number),
      });
    }),
  );
  return router;
}

function present(build: BuildRecord) {
  const { startedAt, finishedAt, state } = build;
  const seconds =
    startedAt && finishedAt
      ? (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000
      : undefined;
  return {
    ...build,
    status: AS_STATUS[state],
    took: seconds === undefined ? '' : `${seconds.toFixed(1)} s`,
    ended: finishedAt !== undefined,
  };
}
