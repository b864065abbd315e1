import { type Account, handle } from '@towpath/sandbox-kit';
import { Router, type Request } from 'express';
import type { CombinedStatus, CommitStatus, CommitStatusState } from 'gitea-js';
import { invalid } from '../../errors.ts';
import type { Host } from '../../host.ts';
import { combinedState } from '../../service/combinedState.ts';
import {
  addStatus,
  latestStatuses,
  listStatuses,
} from '../../store/statuses.ts';
import type { Repository } from '../../store/RepositoryStore.ts';
import type { StatusRecord, StatusState } from '../../types.ts';
import { accountOf, bodyText, requireAccount, sendPage } from '../request.ts';
import { resolve } from './commitRoutes.ts';
import { presentRepository } from './presentRepository.ts';
import { presentUser } from './presentUser.ts';

const STATES = ['pending', 'success', 'error', 'failure', 'warning'];

/** Commit statuses: what builders and checks say about a commit. */
export function statusRoutes(host: Host): Router {
  const router = Router({ mergeParams: true });
  router.post(
    '/statuses/:sha',
    handle(async (request, response) => {
      const account = requireAccount(response);
      const name = request.params.repo;
      host.rights.requireWrite(account, host.repositories.get(name));
      const added = await host.repositories.change(name, async repository => {
        const sha = await resolve(host, repository, request.params.sha);
        const status = await addStatus(repository, sha, {
          ...readStatus(request),
          creator: account.name,
          createdAt: host.clock().toISOString(),
        });
        return presentStatus(host, repository, sha, status);
      });
      response.status(201).json(added);
    }),
  );
  for (const path of ['/statuses/*', '/commits/*/statuses']) {
    router.get(
      path,
      handle(async (request, response) => {
        const { repository, sha } = await locate(host, request);
        await sendPage(
          request,
          response,
          await listStatuses(repository, sha),
          status => presentStatus(host, repository, sha, status),
        );
      }),
    );
  }
  router.get(
    '/commits/*/status',
    handle(async (request, response) => {
      const { repository, sha } = await locate(host, request);
      response.json(
        presentCombined(
          host,
          repository,
          sha,
          await listStatuses(repository, sha),
          accountOf(response),
        ),
      );
    }),
  );
  return router;
}

async function locate(host: Host, request: Request) {
  const repository = host.repositories.get(request.params.repo);
  const sha = await resolve(host, repository, request.params[0]);
  return { repository, sha };
}

function readStatus(
  request: Request,
): Omit<StatusRecord, 'id' | 'creator' | 'createdAt'> {
  const state = bodyText(request, 'state');
  if (!state || !STATES.includes(state)) {
    throw invalid(`state is "${state}": send one of ${STATES.join(', ')}`);
  }
  const targetUrl = bodyText(request, 'target_url') ?? '';
  if (targetUrl && !/^https?:\/\//.test(targetUrl)) {
    throw invalid(
      `target_url is "${targetUrl}": send an http or https address`,
    );
  }
  return {
    state: state as StatusState,
    targetUrl,
    context: bodyText(request, 'context') || 'default',
    description: bodyText(request, 'description') ?? '',
  };
}

function presentStatus(
  host: Host,
  repository: Repository,
  sha: string,
  status: StatusRecord,
): CommitStatus {
  return {
    id: status.id,
    // A const enum of the client library that holds these very words.
    status: status.state as CommitStatusState,
    context: status.context,
    description: status.description,
    target_url: status.targetUrl,
    url: host.urls.api(repository.name, 'statuses', sha),
    creator: presentUser(host, status.creator),
    created_at: status.createdAt,
    updated_at: status.createdAt,
  };
}

function presentCombined(
  host: Host,
  repository: Repository,
  sha: string,
  all: StatusRecord[],
  viewer: Account | undefined,
): CombinedStatus {
  const latest = latestStatuses(all);
  return {
    sha,
    state: combinedState(latest) as CommitStatusState,
    total_count: latest.length,
    statuses: latest.map(status =>
      presentStatus(host, repository, sha, status),
    ),
    repository: presentRepository(host, repository, viewer),
    commit_url: host.urls.api(repository.name, 'commits', sha),
    url: host.urls.api(repository.name, 'commits', sha, 'status'),
  };
}
