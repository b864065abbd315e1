import { type Account, handle } from '@towpath/sandbox-kit';
import { Router, type Request, type Response } from 'express';
import { notFound, RequestError } from '../errors.ts';
import { serveGit } from '../git/smartHttp.ts';
import type { Host } from '../host.ts';
import { askToSignIn } from '../service/Rights.ts';
import type { Repository } from '../store/RepositoryStore.ts';
import { authenticate, CHALLENGE, requireScope } from './authentication.ts';
import { accountOf, requireAccount } from './request.ts';

/** Clone, fetch and push. Mounted before every body parser: git's bodies are streams. */
export function gitRoutes(host: Host): Router {
  const router = Router();
  router.use(authenticate(host));
  router.get(
    '/:organisation/:repository/info/refs',
    handle(async (request, response, next) => {
      const service = request.query.service;
      if (service !== 'git-upload-pack' && service !== 'git-receive-pack')
        return next();
      return serve(host, request, response, service, 'info/refs');
    }),
  );
  for (const service of ['git-upload-pack', 'git-receive-pack']) {
    router.post(
      `/:organisation/:repository/${service}`,
      handle(async (request, response) =>
        serve(host, request, response, service, service),
      ),
    );
  }
  router.use(answerPlainly);
  return router;
}

async function serve(
  host: Host,
  request: Request,
  response: Response,
  service: string,
  path: string,
): Promise<void> {
  const pushes = service === 'git-receive-pack';
  // Before anything else: git asks for a password only when told so on the first request.
  const account = pushes ? requireAccount(response) : accountOf(response);
  requireScope(response, { area: 'repository', isWrite: pushes });
  const repository = findRepository(host, request, account);
  if (pushes) host.rights.requireWrite(account!, repository);
  const call = {
    projects: host.folders.projects,
    path: `/${host.organisation}/${repository.name}.git/${path}`,
    query: path === 'info/refs' ? `service=${service}` : '',
    user: account?.name,
  };
  if (path === 'info/refs' && !pushes) {
    const known = await host.advertisements.read(
      repository.gitDir,
      request.get('git-protocol'),
    );
    if (known) return advertise(known, response);
  }
  if (path !== 'git-receive-pack')
    return serveGit(host.gitVariables, call, request, response);
  const { id, report } = await host.pushes.open(repository, account!);
  const env = { TOWPATH_PUSH_REPORT: report };
  try {
    return await serveGit(
      host.gitVariables,
      { ...call, env },
      request,
      response,
    );
  } finally {
    await host.pushes.settle(id);
  }
}

function advertise(refs: Buffer, response: Response): void {
  response
    .set('Cache-Control', 'no-cache, max-age=0, must-revalidate')
    .type('application/x-git-upload-pack-advertisement')
    .send(refs);
}

/** @throws RequestError 404, or 401 for who did not sign in, whether there is one or not */
function findRepository(
  host: Host,
  request: Request,
  account: Account | undefined,
): Repository {
  const { organisation, repository } = request.params;
  if (organisation !== host.organisation) {
    throw notFound(`there is no organisation "${organisation}"`);
  }
  try {
    return host.rights.get(account, repository.replace(/\.git$/, ''));
  } catch (error) {
    throw account ? error : askToSignIn();
  }
}

// Git prints text/plain bodies as "remote: …", so people see the reason on their terminal.
function answerPlainly(
  error: Error,
  request: Request,
  response: Response,
  next: (error: Error) => void,
): void {
  if (!(error instanceof RequestError) || response.headersSent)
    return next(error);
  if (error.status === 401) response.setHeader('WWW-Authenticate', CHALLENGE);
  request.resume();
  response.status(error.status).type('text/plain').send(`${error.message}\n`);
  return undefined;
}
