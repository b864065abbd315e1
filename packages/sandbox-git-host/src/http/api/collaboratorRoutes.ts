import { type Account, handle } from '@towpath/sandbox-kit';
import { Router, type Request } from 'express';
import { forbidden, notFound } from '../../errors.ts';
import type { Host } from '../../host.ts';
import type { Repository } from '../../store/RepositoryStore.ts';
import type { CollaboratorPermission } from '../../types.ts';
import {
  accountIn,
  readPermission,
  requireAccount,
  sendPage,
} from '../request.ts';
import { presentUser } from './presentUser.ts';

/** Collaborators: who has a permission of their own in a repository. */
export function collaboratorRoutes(host: Host): Router {
  const router = Router({ mergeParams: true });
  router.get(
    '/collaborators',
    handle(async (request, response) => {
      requireAccount(response);
      const { collaborators } = host.repositories.get(request.params.repo);
      await sendPage(request, response, Object.keys(collaborators), name =>
        presentUser(host, name),
      );
    }),
  );
  router.get(
    '/collaborators/:name',
    handle(async (request, response) => {
      requireAccount(response);
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
      const account = accountIn(host, request);
      const repository = host.repositories.get(request.params.repo);
      requirePermissionSight(host, requireAccount(response), {
        account,
        repository,
      });
      const { rights } = host;
      const permission = rights.permissionOf(account, repository) ?? 'none';
      response.json({
        permission,
        role_name: permission,
        user: presentUser(host, account.name),
      });
    }),
  );
  router.put(
    '/collaborators/:name',
    handle(async (request, response) => {
      const permission = readPermission(request) ?? 'write';
      await store(host, request, requireAccount(response), permission);
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
  const repository = host.repositories.get(request.params.repo);
  host.rights.requireAdmin(by, repository);
  const name = permission
    ? accountIn(host, request).name
    : collaboratorIn(repository, request);
  await host.repositories.update(repository.name, before => {
    const { [name]: _, ...others } = before.collaborators;
    return {
      collaborators: permission ? { ...others, [name]: permission } : others,
    };
  });
}

/** As Gitea: one's own, and of everybody for who has the settings. @throws RequestError 403 */
function requirePermissionSight(
  { rights }: Host,
  by: Account,
  { account, repository }: { account: Account; repository: Repository },
): void {
  if (account.name === by.name || rights.mayAdminister(by, repository)) return;
  throw forbidden(
    `${by.name} may ask only for their own permission in ${repository.name}`,
  );
}

/** Also one whose account is gone. */
function collaboratorIn(
  { collaborators }: Repository,
  { params: { name } }: Request,
): string {
  const known = Object.keys(collaborators).find(
    one => one.toLowerCase() === name.toLowerCase(),
  );
  return known ?? name;
}
