import { safeTarget } from '@towpath/sandbox-kit';
import { Router } from 'express';
import type { Host } from '../../host.ts';
import { WRONG } from '../authentication.ts';
import { asSentence } from './asSentence.ts';
import { queryText } from '../request.ts';
import { renderPage } from './renderPage.ts';
import type { Sessions } from './session.ts';

/** Sign in with account name and password, and sign out. */
export function signInPages(host: Host, sessions: Sessions): Router {
  const router = Router();
  router.get('/user/login', (request, response) => {
    const next = safeTarget(queryText(request, 'next'));
    const name = queryText(request, 'as') ?? '';
    const proof = queryText(request, 'proof') ?? '';
    renderPage(host, request, response, 'signIn', {
      title: 'Sign in',
      next,
      name,
      password: host.readPasswordLink(name, proof),
      problem: '',
    });
  });
  router.post('/user/login', (request, response) => {
    const { name = '', password = '' } = request.body as Record<string, string>;
    const next = safeTarget(request.body.next);
    const account = host.accounts.check(String(name), String(password));
    if (account) {
      sessions.start(response, account);
      return response.redirect(303, next);
    }
    response.status(401);
    const problem = asSentence(WRONG);
    return renderPage(host, request, response, 'signIn', {
      title: 'Sign in',
      next,
      name,
      problem,
    });
  });
  router.post('/user/logout', (request, response) => {
    sessions.end(response);
    response.redirect(303, safeTarget(request.body.next));
  });
  return router;
}
