import { handle } from '@towpath/sandbox-kit';
import { Router } from 'express';
import { checkWindow } from '../control/syncWindows.ts';
import { invalidArgument, notFound } from '../errors.ts';
import { sourcesOf, timeOf } from '../model.ts';
import type { Project } from '../state/ProjectStore.ts';
import type { ArgoCdParts } from '../ArgoCdParts.ts';

export const VERSION = 'v3.6.0+towpath-sandbox';

/** Projects with their sync windows, clusters. */
export function otherRoutes(parts: ArgoCdParts): Router {
  const router = Router();
  const { projects, clusters, store } = parts;
  router.get('/projects', (_request, response) => {
    response.json({ metadata: {}, items: projects.list() });
  });
  router.get('/projects/:name', (request, response) => {
    response.json(requireProject(parts, request.params.name));
  });
  router.get('/projects/:name/syncwindows', (request, response) => {
    const { spec } = requireProject(parts, request.params.name);
    response.json({ windows: spec.syncWindows ?? [] });
  });
  router.post(
    '/projects',
    handle(async (request, response) => {
      const project = readProject(request.body?.project);
      const { name } = project.metadata;
      if (projects.get(name) && !request.body.upsert) {
        throw invalidArgument(
          'existing project spec is different, use upsert flag to force update',
        );
      }
      project.metadata.creationTimestamp = timeOf(parts.clock());
      await projects.save(project);
      response.json(project);
    }),
  );
  router.put(
    '/projects/:name',
    handle(async (request, response) => {
      const current = requireProject(parts, request.params.name);
      const project = readProject(request.body?.project);
      project.metadata = { ...current.metadata, ...project.metadata };
      await projects.save(project);
      response.json(project);
    }),
  );
  router.get('/clusters', (_request, response) => {
    const items = clusters.map(({ name, server }) => ({
      name,
      server,
      connectionState: {
        status: 'Successful',
        message: 'a simulated cluster: no container runs',
      },
      info: {
        applicationsCount: store
          .list()
          .filter(({ application: { spec } }) =>
            [name, server].includes(
              spec.destination.name ?? spec.destination.server ?? '',
            ),
          ).length,
      },
    }));
    response.json({ metadata: {}, items });
  });
  return router;
}

/** A push on a Git host: `repository.clone_url` as Gitea and GitHub send it. */
export function webhookRoute({ store, controller }: ArgoCdParts): Router {
  const router = Router();
  router.post(
    '/',
    handle(async (request, response) => {
      const { clone_url: clone, html_url: html } =
        request.body?.repository ?? {};
      const plain = (url = '') => url.toLowerCase().replace(/(\.git)?\/*$/, '');
      const told = [clone, html].filter(Boolean).map(plain);
      for (const { application } of store.list()) {
        const { metadata, spec } = application;
        if (
          sourcesOf(spec).some(({ repoURL }) => told.includes(plain(repoURL)))
        ) {
          await controller.refresh(metadata.name);
        }
      }
      response.status(200).end();
    }),
  );
  return router;
}

function requireProject({ projects }: ArgoCdParts, name: string): Project {
  const project = projects.get(name);
  if (project) return project;
  throw notFound(`appprojects.argoproj.io "${name}" not found`);
}

function readProject(project: Project | undefined): Project {
  if (!project?.metadata?.name || !project.spec) {
    throw invalidArgument(
      'project.metadata.name and project.spec are required',
    );
  }
  for (const window of project.spec.syncWindows ?? []) {
    try {
      checkWindow(window);
    } catch (error) {
      throw invalidArgument((error as Error).message);
    }
  }
  return project;
}
