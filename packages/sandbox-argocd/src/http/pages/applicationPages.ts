import { handle } from '@towpath/sandbox-kit';
import { type Request, type Response, Router } from 'express';
import {
  startOperation,
  terminateOperation,
} from '../../control/operations.ts';
import { GrpcError, notFound, unauthenticated } from '../../errors.ts';
import {
  type Application,
  isAutomated,
  type Operation,
  type Source,
  sourcesOf,
} from '../../model.ts';
import { parseImage } from '../../render/images.ts';
import type { ArgoCdParts } from '../../ArgoCdParts.ts';
import { readRollback, readSync } from '../operationRoutes.ts';
import { accountOf, queryText } from '../request.ts';
import { renderPage } from './renderPage.ts';

const presentRow = ({ metadata, status }: Application) => ({
  name: metadata.name,
  sync: status.sync.status as string,
  health: status.health.status as string,
  images: (status.summary?.images ?? []).map(image => {
    const { name, tag, digest } = parseImage(image);
    return `${name.split('/').pop()}:${
      tag ?? digest?.slice(0, 19) ?? 'latest'
    }`;
  }),
  deployedAt: status.history?.at(-1)?.deployedAt,
});

const isOurs = ({ gitUrl }: ArgoCdParts, { repoURL }: Source) =>
  repoURL.startsWith(`${gitUrl}/`);

const commitLink = (parts: ArgoCdParts, source?: Source, revision = '') =>
  source && revision && isOurs(parts, source)
    ? `${source.repoURL.replace(/\.git$/, '')}/commit/${revision}`
    : undefined;

/** The list of applications, and a page for each with what one can do to it. */
export function applicationPages(parts: ArgoCdParts): Router {
  const router = Router();
  const { store, controller } = parts;

  router.get('/applications', (request, response) => {
    renderPage(parts, request, response, 'applications', {
      title: 'Applications',
      ...listOf(
        store.list().map(({ application }) => application),
        request,
      ),
    });
  });

  router.get('/applications/:name', (request, response) => {
    showApplication(parts, request, response);
  });

  const act = (
    path: string,
    task: (request: Request, response: Response) => Promise<unknown>,
  ) =>
    router.post(
      `/applications/:name/${path}`,
      handle(async (request, response) => {
        if (!response.locals.account) {
          throw unauthenticated('sign in first: this changes something');
        }
        try {
          await task(request, response);
        } catch (error) {
          if (!(error instanceof GrpcError)) throw error;
          response.status(error.status);
          return showApplication(parts, request, response, error.message);
        }
        return response.redirect(303, `/applications/${request.params.name}`);
      }),
    );
  const operate = (
    request: Request,
    response: Response,
    operation: (application: Application) => Operation | Promise<Operation>,
  ) =>
    controller.change(request.params.name, async record => {
      const initiatedBy = { username: accountOf(response) };
      const asked = await operation(record.application);
      startOperation(record, { ...asked, initiatedBy });
    });

  act('refresh', request => controller.refresh(request.params.name));
  act('sync', (request, response) =>
    operate(request, response, application =>
      readSync(parts, application, { prune: request.body.prune === 'true' }),
    ),
  );
  act('rollback', (request, response) =>
    operate(request, response, application =>
      readRollback(application, { id: request.body.id }),
    ),
  );
  act('terminate', request =>
    controller.change(request.params.name, terminateOperation),
  );
  return router;
}

function listOf(applications: Application[], request: Request) {
  const search = queryText(request, 'q') ?? '';
  const filter = queryText(request, 'state') ?? '';
  const counts = new Map<string, number>();
  for (const { status } of applications) {
    for (const state of [status.sync.status, status.health.status]) {
      counts.set(state, (counts.get(state) ?? 0) + 1);
    }
  }
  const rows = applications
    .filter(({ metadata }) => metadata.name.includes(search.toLowerCase()))
    .map(presentRow)
    .filter(({ sync, health }) => !filter || [sync, health].includes(filter));
  return {
    search,
    filter,
    total: applications.length,
    counts: [...counts].sort(([a], [b]) => (a < b ? -1 : 1)),
    rows,
  };
}

function showApplication(
  parts: ArgoCdParts,
  request: Request,
  response: Response,
  problem = '',
): void {
  const { name } = request.params;
  const record = parts.store.get(name);
  if (!record) throw notFound(`there is no application "${name}"`);
  const { application } = record;
  const sources = sourcesOf(application.spec);
  renderPage(parts, request, response, 'application', {
    title: name,
    application,
    problem,
    automated: isAutomated(application.spec),
    sources: sources.map(source => presentSource(parts, source)),
    history: [...(application.status.history ?? [])].reverse().map(entry => ({
      ...entry,
      revision: entry.revision || (entry.revisions ?? []).join(', '),
      link: commitLink(parts, entry.source, entry.revision),
    })),
  });
}

function presentSource(parts: ArgoCdParts, source: Source) {
  const web = source.repoURL.replace(/\.git$/, '');
  const branch = source.targetRevision || 'main';
  return {
    ...source,
    path: source.chart ?? source.path ?? '.',
    web: /^https?:/.test(web) ? web : '#',
    link: isOurs(parts, source)
      ? `${web}/src/branch/${branch}/${source.path ?? ''}`
      : undefined,
  };
}
