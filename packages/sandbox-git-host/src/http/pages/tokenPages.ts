import { handle } from '@towpath/sandbox-kit';
import { type Request, type Response, Router } from 'express';
import { RequestError } from '../../errors.ts';
import type { Host } from '../../host.ts';
import { createToken } from '../../service/createToken.ts';
import type { TokenScope } from '../../types.ts';
import { requireAccount } from '../request.ts';
import { asSentence } from './asSentence.ts';
import { renderPage } from './renderPage.ts';

const PATH = '/user/settings/applications';

interface Kind {
  words: string;
  scopes: TokenScope[];
}

const READ: TokenScope[] = [
  'read:repository',
  'read:issue',
  'read:organization',
  'read:user',
];

/** What a form offers: the page says the scopes of each beside its words. */
const KINDS: Record<string, Kind> = {
  read: { words: 'Read: clone, fetch, and ask the API', scopes: READ },
  write: {
    words:
      'Read and write: push too, open and merge pull requests, and comment',
    scopes: ['write:repository', 'write:issue', ...READ.slice(2)],
  },
  all: {
    words: 'Everything that you may, except to manage tokens',
    scopes: ['all'],
  },
};

/** The access tokens of who is signed in: see, make, end. */
export function tokenPages(host: Host): Router {
  const router = Router();
  router.get(PATH, (request, response) => {
    requireAccount(response);
    show(host, request, response);
  });
  router.post(
    PATH,
    handle(async (request, response) => {
      const account = requireAccount(response);
      const name = String(request.body.name ?? '');
      const scopes = scopesOf(String(request.body.kind));
      try {
        const made = await createToken(host, account, { name, scopes });
        show(host, request, response, { made });
      } catch (error) {
        if (!(error instanceof RequestError)) throw error;
        response.status(error.status);
        show(host, request, response, { name, problem: error.message });
      }
    }),
  );
  router.post(
    `${PATH}/:id(\\d+)/end`,
    handle(async (request, response) => {
      const { name } = requireAccount(response);
      await host.tokens.remove(name, Number(request.params.id));
      response.redirect(303, PATH);
    }),
  );
  return router;
}

function scopesOf(kind: string): TokenScope[] {
  return Object.hasOwn(KINDS, kind) ? KINDS[kind].scopes : [];
}

interface Shown {
  /** The token that was just made, which no later page shows. */
  made?: { token: string; record: { name: string } };
  name?: string;
  problem?: string;
}

function show(
  host: Host,
  request: Request,
  response: Response,
  { made, name = '', problem = '' }: Shown = {},
): void {
  const account = requireAccount(response);
  renderPage(host, request, response, 'tokens', {
    title: 'Access tokens',
    tokens: host.tokens.listOf(account.name),
    made,
    name,
    problem: problem && asSentence(problem),
    kinds: KINDS,
    path: PATH,
  });
}
