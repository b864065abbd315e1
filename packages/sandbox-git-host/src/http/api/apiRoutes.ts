import express, {
  Router,
  type ErrorRequestHandler,
  type Request,
} from 'express';
import { notFound, RequestError } from '../../errors.ts';
import type { Host } from '../../host.ts';
import { authenticate, CHALLENGE, requireScope } from '../authentication.ts';
import { areaOf } from '../../model/scopes.ts';
import { accountOf, requireAccount } from '../request.ts';
import { branchRoutes } from './branchRoutes.ts';
import { collaboratorRoutes } from './collaboratorRoutes.ts';
import { commitRoutes } from './commitRoutes.ts';
import { contentRoutes } from './contentRoutes.ts';
import { hookRoutes } from './hookRoutes.ts';
import { organisationRoutes } from './organisationRoutes.ts';
import { pullRoutes } from './pullRoutes.ts';
import { repositoryRoutes } from './repositoryRoutes.ts';
import { statusRoutes } from './statusRoutes.ts';
import { teamRoutes } from './teamRoutes.ts';
import { tokenRoutes } from './tokenRoutes.ts';

/** Gitea's REST API below `/api/v1`, the part that the README of this folder lists. */
export function apiRoutes(host: Host): Router {
  const router = Router();
  router.use(authenticate(host));
  router.use((request, response, next) => {
    // Every change needs an account, even before the target is looked up.
    const isWrite = !['GET', 'HEAD', 'OPTIONS'].includes(request.method);
    if (isWrite) requireAccount(response);
    const area = areaOf(request.path);
    if (area) requireScope(response, { area, isWrite });
    next();
  });
  router.use(express.json({ limit: '64mb' }));
  router.use(organisationRoutes(host));
  router.use(teamRoutes(host));
  router.use(tokenRoutes(host));
  router.param('owner', (_request, _response, next, owner) => {
    next(
      owner === host.organisation
        ? undefined
        : notFound(`there is no owner "${owner}"`),
    );
  });
  const routes = [
    repositoryRoutes,
    contentRoutes,
    commitRoutes,
    statusRoutes,
    branchRoutes,
    pullRoutes,
    hookRoutes,
    collaboratorRoutes,
  ];
  // Nothing below is reached for a repository that the sender may not see.
  router.use(
    '/repos/:owner/:repo',
    (request: Request<{ repo: string }>, response, next) => {
      host.rights.get(accountOf(response), request.params.repo);
      next();
    },
  );
  for (const create of routes) router.use('/repos/:owner/:repo', create(host));
  router.use((request, _response, next) => {
    next(
      notFound(
        `${request.method} ${request.originalUrl} is not part of the sandbox's API`,
      ),
    );
  });
  router.use(answerAsGitea(host));
  return router;
}

function answerAsGitea(host: Host): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const status =
      error instanceof RequestError
        ? error.status
        : Number(error.status) || 500;
    if (status >= 500)
      host.log.error(
        `${request.method} ${request.originalUrl}: ${error.stack}`,
      );
    if (status === 401) response.setHeader('WWW-Authenticate', CHALLENGE);
    const message =
      status >= 500 ? 'the Git host failed: its log says why' : error.message;
    return response
      .status(status)
      .json({ message, url: `${host.urls.base}/api/swagger` });
  };
}
