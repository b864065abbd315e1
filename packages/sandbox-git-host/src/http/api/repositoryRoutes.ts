import { handle } from '@towpath/sandbox-kit';
import { Router, type Request } from 'express';
import { badRequest, invalid, notFound } from '../../errors.ts';
import { streamArchive, type ArchiveFormat } from '../../git/archive.ts';
import { resolveCommit } from '../../git/objects.ts';
import type { Host } from '../../host.ts';
import { changeDefaultBranch } from '../../service/changeDefaultBranch.ts';
import { removeRepository } from '../../service/removeRepository.ts';
import type { RepositoryRecord } from '../../types.ts';
import { accountOf, bodyFlag, bodyText, requireAccount } from '../request.ts';
import { presentRepository } from './presentRepository.ts';

/** A repository itself: read, change, remove, archive. */
export function repositoryRoutes(host: Host): Router {
  const router = Router({ mergeParams: true });
  router.get('/', (request: Request<{ repo: string }>, response) => {
    const repository = host.repositories.get(request.params.repo);
    response.json(presentRepository(host, repository, accountOf(response)));
  });
  router.patch(
    '/',
    handle(async (request, response) => {
      const account = requireAccount(response);
      const repository = host.repositories.get(request.params.repo);
      host.rights.requireAdmin(account, repository);
      const change = readChange(request, repository.name);
      if (change.defaultBranch) {
        await changeDefaultBranch(host, repository.name, change.defaultBranch);
      }
      const updated = await host.repositories.update(
        repository.name,
        () => change,
      );
      response.json(presentRepository(host, updated, account));
    }),
  );
  router.delete(
    '/',
    handle(async (request, response) => {
      const account = requireAccount(response);
      const repository = host.repositories.get(request.params.repo);
      host.rights.requireAdmin(account, repository);
      await removeRepository(host, repository.name);
      host.log.info(
        `${account.name} removed the repository ${repository.name}`,
      );
      response.status(204).end();
    }),
  );
  router.get(
    '/archive/*',
    handle(async (request, response) => {
      const repository = host.repositories.get(request.params.repo);
      const { ref, format } = splitArchive(request.params[0]);
      const commit = await resolveCommit(host.git, repository.gitDir, ref);
      if (!commit)
        throw notFound(
          `"${ref}" is no branch, tag or commit of ${repository.name}`,
        );
      response.type(format === 'zip' ? 'application/zip' : 'application/gzip');
      response.attachment(
        `${repository.name}-${ref.replaceAll('/', '-')}.${format}`,
      );
      const archive = { commit, format, folder: repository.name.toLowerCase() };
      await streamArchive(
        host.gitVariables,
        repository.gitDir,
        archive,
        response,
      );
    }),
  );
  return router;
}

/** `main.tar.gz` → ref and format. @throws RequestError 400 for another format */
export function splitArchive(file: string): {
  ref: string;
  format: ArchiveFormat;
} {
  const [, ref, format] = /^(.+)\.(tar\.gz|zip)$/.exec(file) ?? [];
  if (!ref)
    throw badRequest(
      `archive "${file}" has an unknown format: ask for .tar.gz or .zip`,
    );
  return { ref, format: format as ArchiveFormat };
}

function readChange(request: Request, name: string): Partial<RepositoryRecord> {
  const newName = bodyText(request, 'name');
  if (newName !== undefined && newName !== name) {
    throw invalid(`name "${newName}": the sandbox cannot rename a repository`);
  }
  const change: Partial<RepositoryRecord> = {
    description: bodyText(request, 'description'),
    website: bodyText(request, 'website'),
    archived: bodyFlag(request, 'archived'),
    isPrivate: bodyFlag(request, 'private'),
    defaultBranch: bodyText(request, 'default_branch'),
  };
  return Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  );
}
