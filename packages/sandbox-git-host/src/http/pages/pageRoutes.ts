import { createPageRouter } from '@towpath/sandbox-kit';
import type { ErrorRequestHandler, RequestHandler, Router } from 'express';
import { forbidden, notFound, RequestError } from '../../errors.ts';
import type { Host } from '../../host.ts';
import { asSentence } from './asSentence.ts';
import { accountOf } from '../request.ts';
import { buildPages } from './buildPages.ts';
import { codePages } from './codePages.ts';
import { editPages } from './editPages.ts';
import { historyPages } from './historyPages.ts';
import { organisationPages } from './organisationPages.ts';
import { pullPages } from './pullPages.ts';
import { renderPage } from './renderPage.ts';
import { Sessions } from './session.ts';
import { signInPages } from './signInPages.ts';
import { tokenPages } from './tokenPages.ts';

/** The pages that people open in a browser. */
export async function pageRoutes(host: Host): Promise<Router> {
  const sessions = await Sessions.open(host);
  const router = createPageRouter({
    url: host.urls.base,
    session: sessions.middleware(),
    formLimit: '4mb',
    refuse: forbidden,
  });
  router.use(signInPages(host, sessions));
  router.use(tokenPages(host));
  router.use(organisationPages(host));
  router.use(`/:organisation/:repository`, onlyRepositories(host));
  const all = [codePages, historyPages, pullPages, editPages, buildPages];
  for (const pages of all) {
    router.use('/:organisation/:repository', pages(host));
  }
  router.use((_request, _response, next) =>
    next(notFound('There is no page at this address.')),
  );
  router.use(answerWithPage(host));
  return router;
}

/** Refuses repositories that the viewer may not see, and those that are not there; and sends the clone address on to the page. */
function onlyRepositories(
  host: Host,
): RequestHandler<{ organisation: string; repository: string }> {
  return (request, response, next) => {
    const { organisation, repository } = request.params;
    if (organisation !== host.organisation)
      throw notFound(`There is no organisation "${organisation}".`);
    const viewer = accountOf(response);
    if (!repository.endsWith('.git')) {
      host.rights.get(viewer, repository);
      return next();
    }
    const { name } = host.rights.get(
      viewer,
      repository.slice(0, -'.git'.length),
    );
    return response.redirect(
      `/${organisation}/${name}${request.url === '/' ? '' : request.url}`,
    );
  };
}

function answerWithPage(host: Host): ErrorRequestHandler {
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
    if (status === 401 && request.method === 'GET') {
      return response.redirect(
        `/user/login?next=${encodeURIComponent(request.originalUrl)}`,
      );
    }
    const title =
      { 404: 'Not found', 403: 'Not allowed', 401: 'Sign in first' }[status] ??
      'That did not work';
    const message =
      status >= 500
        ? 'The Git host failed. Its log says why.'
        : asSentence(error.message);
    response.status(status);
    return renderPage(host, request, response, 'problem', {
      title,
      status,
      message,
    });
  };
}
