import { type Account, handle, readCommit } from '@towpath/sandbox-kit';
import { Router } from 'express';
import type { Branch } from 'gitea-js';
import { conflict, forbidden, notFound } from '../../errors.ts';
import { checkedBranchName } from '../../git/names.ts';
import { resolveCommit } from '../../git/objects.ts';
import { listBranches, NO_COMMIT, type BranchInfo } from '../../git/refs.ts';
import type { Host } from '../../host.ts';
import type { Repository } from '../../store/RepositoryStore.ts';
import { accountOf, bodyText, requireAccount, sendPage } from '../request.ts';
import { resolve } from './commitRoutes.ts';
import { presentPayloadCommit } from './presentCommit.ts';

/** Branches: list, get, create, delete. */
export function branchRoutes(host: Host): Router {
  const router = Router({ mergeParams: true });
  router.get(
    '/branches',
    handle(async (request, response) => {
      const repository = host.repositories.get(request.params.repo);
      const branches = await listBranches(host.git, repository.gitDir);
      await sendPage(request, response, branches, branch =>
        presentBranch(host, repository, branch, accountOf(response)),
      );
    }),
  );
  router.get(
    '/branches/*',
    handle(async (request, response) => {
      const repository = host.repositories.get(request.params.repo);
      const branch = await findBranch(host, repository, request.params[0]);
      response.json(
        await presentBranch(host, repository, branch, accountOf(response)),
      );
    }),
  );
  router.post(
    '/branches',
    handle(async (request, response) => {
      const account = requireAccount(response);
      const branch = await host.repositories.change(
        request.params.repo,
        async repository => {
          host.rights.requireWrite(account, repository);
          const name = await checkedBranchName(
            host.git,
            bodyText(request, 'new_branch_name'),
          );
          const from =
            bodyText(request, 'old_ref_name') ??
            bodyText(request, 'old_branch_name') ??
            repository.defaultBranch;
          const sha = await resolve(host, repository, from);
          if (
            await resolveCommit(
              host.git,
              repository.gitDir,
              `refs/heads/${name}`,
            )
          ) {
            throw conflict(`The branch already exists: "${name}"`);
          }
          await host.pushes.move(repository, account, [
            { ref: `refs/heads/${name}`, from: NO_COMMIT, to: sha },
          ]);
          return presentBranch(host, repository, { name, sha }, account);
        },
      );
      response.status(201).json(branch);
    }),
  );
  router.delete(
    '/branches/*',
    handle(async (request, response) => {
      const account = requireAccount(response);
      await host.repositories.change(request.params.repo, async repository => {
        host.rights.requireWrite(account, repository);
        const { name, sha } = await findBranch(
          host,
          repository,
          request.params[0],
        );
        if (name === repository.defaultBranch)
          throw forbidden(
            `"${name}" is the default branch: make another one the default first`,
          );
        await host.pushes.move(repository, account, [
          { ref: `refs/heads/${name}`, from: sha, to: NO_COMMIT },
        ]);
      });
      response.status(204).end();
    }),
  );
  return router;
}

async function findBranch(
  host: Host,
  repository: Repository,
  name: string,
): Promise<BranchInfo> {
  const sha = await resolveCommit(
    host.git,
    repository.gitDir,
    `refs/heads/${name}`,
  );
  if (!sha) throw notFound(`"${name}" is not a branch of ${repository.name}`);
  return { name, sha };
}

async function presentBranch(
  host: Host,
  repository: Repository,
  { name, sha }: BranchInfo,
  viewer?: Account,
): Promise<Branch> {
  const commit = await readCommit(host.git, repository.gitDir, sha);
  const write = host.rights.mayWrite(viewer, repository);
  return {
    name,
    commit: await presentPayloadCommit(host, repository, commit),
    protected: false,
    required_approvals: 0,
    enable_status_check: false,
    status_check_contexts: [],
    user_can_push: write,
    user_can_merge: write,
    effective_branch_protection_name: '',
  };
}
