import { type Account, handle } from '@towpath/sandbox-kit';
import { Router, type Request } from 'express';
import { invalid, notFound } from '../../errors.ts';
import type { Host } from '../../host.ts';
import { requireSettings } from '../../rights.ts';
import type { CollaboratorPermission } from '../../types.ts';
import { bodyText, requireAccount, sendPage } from '../request.ts';
import { presentUser } from './presentUser.ts';

const PERMISSIONS: CollaboratorPermission[] = ['read', 'write', 'admin'];

/** Collaborators: who has a permission of their own in a repository. */
export function collaboratorRoutes(host: Host): Router {
  const router = Router({ mergeParams: true });
  router.get(
    '/collaborators',
    handle(async (request, response) => {
      const { collaborators } = host.repositories.get(request.params.repo);
      await sendPage(request, response, Object.keys(collaborators), name =>
        presentUser(host, name),
      );
    }),
  );
  router.get(
    '/collaborators/:name',
    handle(async (request, response) => {
      const { name } = accountIn(host, request);
      const known = host.repositories.get(request.params.repo).collaborators[
        name
      ];
      if (!known)
        throw notFound(
          `${name} is not a collaborator of ${request.params.repo}`,
        );
      response.status(204).end();
    }),
  );
  router.get(
    '/collaborators/:name/permission',
    handle(async (request, response) => {
      const { name } = accountIn(host, request);
      const permission =
        host.repositories.get(request.params.repo).collaborators[name] ??
        'write';
      response.json({
        permission,
        role_name: permission,
        user: presentUser(host, name),
      });
    }),
  );
  router.put(
    '/collaborators/:name',
    handle(async (request, response) => {
      const permission = bodyText(request, 'permission') ?? 'write';
      if (!PERMISSIONS.includes(permission as CollaboratorPermission)) {
        throw invalid(
          `permission is "${permission}": send ${PERMISSIONS.join(', ')}`,
        );
      }
      await store(
        host,
        request,
        requireAccount(response),
        permission as CollaboratorPermission,
      );
      response.status(204).end();
    }),
  );
  router.delete(
    '/collaborators/:name',
    handle(async (request, response) => {
      await store(host, request, requireAccount(response), undefined);
      response.status(204).end();
    }),
  );
  return router;
}

async function store(
  host: Host,
  request: Request,
  by: Account,
  permission: CollaboratorPermission | undefined,
): Promise<void> {
  const { name } = accountIn(host, request);
  const repository = host.repositories.get(request.params.repo);
  requireSettings(by, repository);
  await host.repositories.update(repository.name, before => {
    const { [name]: _, ...others } = before.collaborators;
    return {
      collaborators: permission ? { ...others, [name]: permission } : others,
    };
  });
}

function accountIn(host: Host, request: Request): Account {
  const account = host.accounts.find(request.params.name);
  if (!account) throw notFound(`there is no account "${request.params.name}"`);
  return account;
}
