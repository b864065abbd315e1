import { createHash } from 'node:crypto';
import { createPageRouter, handle, safeTarget } from '@towpath/sandbox-kit';
import {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express';
import { GrpcError, notFound, permissionDenied } from '../../errors.ts';
import type { ArgoCdParts } from '../../ArgoCdParts.ts';
import { queryText } from '../request.ts';
import { COOKIE, tokenOf } from '../sessionRoutes.ts';
import { applicationPages } from './applicationPages.ts';
import { renderPage } from './renderPage.ts';

/** The pages that people open in a browser. They look like those of the Git host. */
export function pageRoutes(parts: ArgoCdParts): Router {
  const router = createPageRouter({
    url: parts.url,
    session: readSession(parts),
    formLimit: '64kb',
    refuse: permissionDenied,
  });
  router.get('/', (_request, response) => response.redirect('/applications'));
  router.use(signInPages(parts));
  router.use(applicationPages(parts));
  router.use((_request, _response, next) =>
    next(notFound('there is no page at this address')),
  );
  router.use(answerWithPage(parts));
  return router;
}

/** Who looks, if anybody, and the token that forms of theirs carry. */
function readSession({ sessions }: ArgoCdParts): RequestHandler {
  return handle(async (request, response, next) => {
    const token = tokenOf(request) ?? '';
    response.locals.account = token
      ? await sessions.verify(token).catch(() => undefined)
      : undefined;
    response.locals.formToken = createHash('sha256')
      .update(`form:${token}`)
      .digest('hex');
    next();
  });
}

function signInPages(parts: ArgoCdParts): Router {
  const router = Router();
  const { sessions } = parts;
  const show = (
    request: Request,
    response: Response,
    data: { next: string; name: string; password?: string; problem: string },
  ) =>
    renderPage(parts, request, response, 'signIn', {
      title: 'Sign in',
      ...data,
    });
  router.get('/login', (request, response) => {
    const next = safeTarget(queryText(request, 'next'));
    const name = queryText(request, 'as') ?? '';
    const proof = queryText(request, 'proof') ?? '';
    const password = parts.readPasswordLink(name, proof);
    show(request, response, { next, name, password, problem: '' });
  });
  router.post(
    '/login',
    handle(async (request, response) => {
      const { name = '', password = '' } = request.body;
      const next = safeTarget(request.body.next);
      try {
        const account = sessions.check(String(name), String(password));
        const token = await sessions.issue(account);
        response.cookie(COOKIE, token, { httpOnly: true, sameSite: 'lax' });
        response.redirect(303, next);
      } catch (error) {
        if (!(error instanceof GrpcError)) throw error;
        const problem =
          'The name or the password is wrong. After 5 wrong passwords within 5 minutes none is taken.';
        show(request, response.status(401), { next, name, problem });
      }
    }),
  );
  router.post(
    '/logout',
    handle(async (request, response) => {
      await sessions.end(tokenOf(request) ?? '');
      response.clearCookie(COOKIE);
      response.redirect(303, '/applications');
    }),
  );
  return router;
}

const TITLES: Record<number, string> = {
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Not found',
};

function answerWithPage(parts: ArgoCdParts): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const status = Number(error.status) || 500;
    if (status >= 500) {
      parts.log.error(
        `${request.method} ${request.originalUrl}: ${error.stack}`,
      );
    }
    const text =
      status >= 500 ? 'Argo CD failed. Its log says why' : `${error.message}`;
    const message = `${text[0].toUpperCase()}${text.slice(1)}.`;
    response.status(status);
    return renderPage(parts, request, response, 'problem', {
      title: TITLES[status] ?? 'That did not work',
      message,
    });
  };
}
