import { handle } from '@towpath/sandbox-kit';
import { parse } from 'cookie';
import { type Request, type RequestHandler, Router } from 'express';
import { unauthenticated } from '../errors.ts';
import type { ArgoCdParts } from '../ArgoCdParts.ts';
import { accountOf } from './request.ts';

export const COOKIE = 'argocd.token';

/** The token of a request: `Authorization: Bearer`, else the cookie. */
export function tokenOf(request: Request): string | undefined {
  const [, bearer] =
    /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  return bearer ?? (parse(request.headers.cookie ?? '')[COOKIE] || undefined);
}

/** Lets only requests through that prove who sends them. */
export const requireSession = ({ sessions }: ArgoCdParts): RequestHandler =>
  handle(async (request, response, next) => {
    const token = tokenOf(request);
    if (!token) throw unauthenticated('no session information');
    response.locals.account = await sessions.verify(token);
    next();
  });

/** Sign in, sign out, and who one is. */
export function sessionRoutes(parts: ArgoCdParts): Router {
  const router = Router();
  const { sessions } = parts;
  router.post(
    '/',
    handle(async (request, response) => {
      const { username, password, token } = request.body ?? {};
      if (token) {
        throw unauthenticated(
          'token-based session creation no longer supported. please upgrade argocd cli to v0.7+',
        );
      }
      if (!username || !password) {
        throw unauthenticated('no credentials supplied');
      }
      const account = sessions.check(String(username), String(password));
      const issued = await sessions.issue(account);
      response.cookie(COOKIE, issued, { httpOnly: true, sameSite: 'lax' });
      response.json({ token: issued });
    }),
  );
  router.delete(
    '/',
    handle(async (request, response) => {
      const token = tokenOf(request);
      if (token) await sessions.end(token);
      response.clearCookie(COOKIE);
      response.json({});
    }),
  );
  router.get(
    '/userinfo',
    handle(async (request, response) => {
      const token = tokenOf(request);
      if (!token) return response.json({ loggedIn: false });
      try {
        response.locals.account = await sessions.verify(token);
      } catch {
        return response.json({ loggedIn: false });
      }
      const username = accountOf(response);
      return response.json({ loggedIn: true, username, iss: 'argocd' });
    }),
  );
  return router;
}
