import { type Account, handle } from '@towpath/sandbox-kit';
import { type Request, type Response, Router } from 'express';
import type { AccessToken } from 'gitea-js';
import { badRequest, forbidden, RequestError } from '../../errors.ts';
import type { Host } from '../../host.ts';
import { createToken } from '../../service/createToken.ts';
import type { TokenRecord } from '../../types.ts';
import { bodyText, requireAccount, sendPage } from '../request.ts';

/** Access tokens of who asks, by the password: a token makes no other one. */
export function tokenRoutes(host: Host): Router {
  const router = Router();
  const path = '/users/:name/tokens';
  router.get(
    path,
    handle(async (request, response) => {
      const { name } = requireSelf(host, request, response);
      await sendPage(request, response, host.tokens.listOf(name), present);
    }),
  );
  router.post(
    path,
    handle(async (request, response) => {
      const account = requireSelf(host, request, response);
      const { record, token } = await createToken(host, account, {
        name: bodyText(request, 'name') ?? '',
        scopes: readScopes(request),
      });
      response.status(201).json({ ...present(record), sha1: token });
    }),
  );
  router.delete(
    `${path}/:token`,
    handle(async (request, response) => {
      const { name } = requireSelf(host, request, response);
      const { token } = request.params;
      const isId = /^\d+$/.test(token);
      await host.tokens.remove(name, isId ? Number(token) : token);
      response.status(204).end();
    }),
  );
  return router;
}

/** @throws RequestError 401 for who came by a token, 403 for somebody else's tokens */
function requireSelf(
  host: Host,
  request: Request,
  response: Response,
): Account {
  const account = requireAccount(response);
  if (response.locals.token) {
    throw new RequestError(
      401,
      'a token manages no tokens: send name and password as Basic',
    );
  }
  if (host.accounts.find(request.params.name)?.name === account.name) {
    return account;
  }
  throw forbidden(`${account.name} manages only their own tokens`);
}

function readScopes(request: Request): string[] {
  const { scopes } = request.body ?? {};
  if (Array.isArray(scopes)) return scopes.map(String);
  throw badRequest('scopes is missing: send a list, as ["read:repository"]');
}

/** What the client library does not know of yet. */
type Answer = AccessToken & { created_at: string; last_used_at?: string };

/** Gitea tells the token itself once. */
function present(record: TokenRecord): Answer {
  return {
    id: record.id,
    name: record.name,
    sha1: '',
    token_last_eight: record.lastEight,
    scopes: record.scopes,
    created_at: record.createdAt,
    ...(record.lastUsedAt && { last_used_at: record.lastUsedAt }),
  };
}
