import { handle, listCommits } from '@towpath/sandbox-kit';
import { Router, type Request } from 'express';
import type { ChangedFile, Comment } from 'gitea-js';
import { badRequest, invalid, notFound } from '../../errors.ts';
import { listChanges, unifiedDiff, type ChangedPath } from '../../git/diff.ts';
import type { MergeStyle } from '../../git/merge.ts';
import type { Host } from '../../host.ts';
import { mergePull } from '../../service/mergePull.ts';
import { commentPull, editComment } from '../../service/pullComments.ts';
import { createPull, editPull } from '../../service/pulls.ts';
import { pullRefs, type PullRefs } from '../../service/pullRefs.ts';
import { getPull, listPulls } from '../../store/pulls.ts';
import type { Repository } from '../../store/RepositoryStore.ts';
import type { CommentRecord, PullRecord } from '../../types.ts';
import {
  accountOf,
  bodyFlag,
  bodyText,
  queryText,
  requireAccount,
  sendPage,
} from '../request.ts';
import { presentCommit } from './presentCommit.ts';
import { presentPull } from './presentPull.ts';
import { presentUser } from './presentUser.ts';

const STYLES: Record<string, MergeStyle> = {
  merge: 'merge',
  rebase: 'rebase',
  squash: 'squash',
};

/** Pull requests and the comments below them. */
export function pullRoutes(host: Host): Router {
  const router = Router({ mergeParams: true });
  router.get(
    '/pulls',
    handle(async (request, response) => {
      const repository = host.repositories.get(request.params.repo);
      const state = queryText(request, 'state') ?? 'open';
      if (!['open', 'closed', 'all'].includes(state))
        throw badRequest(`state is "${state}": send open, closed or all`);
      const pulls = (await listPulls(repository)).filter(
        pull => state === 'all' || pull.state === state,
      );
      await sendPage(request, response, pulls, pull =>
        presentPull(host, repository, pull, accountOf(response)),
      );
    }),
  );
  router.post(
    '/pulls',
    handle(async (request, response) => {
      const account = requireAccount(response);
      const repository = host.repositories.get(request.params.repo);
      const pull = await createPull(host, repository.name, account, {
        title: bodyText(request, 'title') ?? '',
        body: bodyText(request, 'body') ?? '',
        head: branchName(host, bodyText(request, 'head') ?? ''),
        base: bodyText(request, 'base') ?? repository.defaultBranch,
      });
      response
        .status(201)
        .json(await presentPull(host, repository, pull, account));
    }),
  );
  router.get(
    '/pulls/:file([0-9]+.(diff|patch))',
    handle(async (request, response) => {
      const { repository, refs } = await locate(
        host,
        request,
        Number.parseInt(request.params.file, 10),
      );
      const diff =
        refs.fork && refs.head
          ? await unifiedDiff(host.git, repository.gitDir, refs.fork, refs.head)
          : '';
      response.type('text/plain').send(diff);
    }),
  );
  router.get(
    '/pulls/:number',
    handle(async (request, response) => {
      const { repository, pull } = await locate(host, request);
      response.json(
        await presentPull(host, repository, pull, accountOf(response)),
      );
    }),
  );
  router.patch(
    '/pulls/:number',
    handle(async (request, response) => {
      const account = requireAccount(response);
      const { repository, number } = target(host, request);
      const pull = await editPull(
        host,
        repository.name,
        number,
        account,
        readEdit(request),
      );
      // Gitea answers 201 here.
      response
        .status(201)
        .json(await presentPull(host, repository, pull, account));
    }),
  );
  router.get(
    '/pulls/:number/commits',
    handle(async (request, response) => {
      const { repository, refs } = await locate(host, request);
      const range = refs.fork && refs.head && `${refs.fork}..${refs.head}`;
      const commits = range
        ? await listCommits(host.git, repository.gitDir, { range })
        : [];
      await sendPage(request, response, commits, commit =>
        presentCommit(host, repository, commit),
      );
    }),
  );
  router.get(
    '/pulls/:number/files',
    handle(async (request, response) => {
      const { repository, refs } = await locate(host, request);
      const changes =
        refs.fork && refs.head
          ? await listChanges(host.git, repository.gitDir, refs.fork, refs.head)
          : [];
      await sendPage(request, response, changes, change =>
        presentChange(host, repository, refs, change),
      );
    }),
  );
  router.get(
    '/pulls/:number/merge',
    handle(async (request, response) => {
      const { pull } = await locate(host, request);
      if (!pull.merged)
        throw notFound(`pull request ${pull.number} is not merged`);
      response.status(204).end();
    }),
  );
  router.post(
    '/pulls/:number/merge',
    handle(async (request, response) => {
      const account = requireAccount(response);
      const { repository, number } = target(host, request);
      await mergePull(host, repository.name, number, account, {
        style: readStyle(request),
        title: bodyText(request, 'MergeTitleField'),
        message: bodyText(request, 'MergeMessageField'),
        expectedHead: bodyText(request, 'head_commit_id'),
        deleteBranch: bodyFlag(request, 'delete_branch_after_merge'),
      });
      response.status(200).end();
    }),
  );
  commentRoutes(host, router);
  return router;
}

function commentRoutes(host: Host, router: Router): void {
  router.get(
    '/issues/:number/comments',
    handle(async (request, response) => {
      const { repository, pull } = await locate(host, request);
      response.json(
        pull.comments.map(comment =>
          presentComment(host, repository, pull, comment),
        ),
      );
    }),
  );
  router.post(
    '/issues/:number/comments',
    handle(async (request, response) => {
      const account = requireAccount(response);
      const { repository, number } = target(host, request);
      const comment = await commentPull(
        host,
        repository.name,
        number,
        account,
        bodyText(request, 'body') ?? '',
      );
      const pull = await getPull(repository, number);
      response
        .status(201)
        .json(presentComment(host, repository, pull, comment));
    }),
  );
  router.patch(
    '/issues/comments/:id',
    handle(async (request, response) => {
      const account = requireAccount(response);
      const repository = host.repositories.get(request.params.repo);
      const { pull, comment } = await editComment(
        host,
        repository.name,
        Number(request.params.id),
        account,
        bodyText(request, 'body') ?? '',
      );
      response.json(presentComment(host, repository, pull, comment));
    }),
  );
}

function target(
  host: Host,
  request: Request,
): { repository: Repository; number: number } {
  return {
    repository: host.repositories.get(request.params.repo),
    number: Number(request.params.number),
  };
}

async function locate(
  host: Host,
  request: Request,
  number = Number(request.params.number),
) {
  const repository = host.repositories.get(request.params.repo);
  const pull = await getPull(repository, number);
  return { repository, pull, refs: await pullRefs(host, repository, pull) };
}

/** `owner:branch` or `branch` → branch. @throws RequestError 404 for another owner */
function branchName(host: Host, head: string): string {
  const colon = head.indexOf(':');
  if (colon < 0) return head;
  if (head.slice(0, colon) !== host.organisation) {
    throw notFound(
      `head "${head}": the sandbox has no forks, name a branch of the repository`,
    );
  }
  return head.slice(colon + 1);
}

function readEdit(request: Request) {
  const state = bodyText(request, 'state');
  if (state !== undefined && state !== 'open' && state !== 'closed') {
    throw invalid(`state is "${state}": send open or closed`);
  }
  const edit = {
    title: bodyText(request, 'title'),
    body: bodyText(request, 'body'),
    base: bodyText(request, 'base') || undefined,
    state,
  };
  return Object.fromEntries(
    Object.entries(edit).filter(([, value]) => value !== undefined),
  );
}

function readStyle(request: Request): MergeStyle {
  const style = bodyText(request, 'Do');
  const known = STYLES[style ?? ''];
  if (!known) throw invalid(`Do is "${style}": send merge, rebase or squash`);
  return known;
}

function presentChange(
  host: Host,
  repository: Repository,
  refs: PullRefs,
  change: ChangedPath,
): ChangedFile {
  const file = (kind: string) =>
    host.urls.page(repository.name, kind, 'commit', refs.head!, change.path);
  return {
    filename: change.path,
    previous_filename: change.previousPath,
    status: change.status === 'modified' ? 'changed' : change.status,
    additions: change.additions,
    deletions: change.deletions,
    changes: change.additions + change.deletions,
    html_url: file('src'),
    raw_url: file('raw'),
    contents_url: `${host.urls.api(
      repository.name,
      'contents',
      change.path,
    )}?ref=${refs.head}`,
  };
}

function presentComment(
  host: Host,
  repository: Repository,
  pull: PullRecord,
  comment: CommentRecord,
): Comment {
  const page = host.urls.page(repository.name, 'pulls', String(pull.number));
  return {
    id: comment.id,
    body: comment.body,
    user: presentUser(host, comment.author),
    html_url: `${page}#comment-${comment.id}`,
    pull_request_url: page,
    issue_url: '',
    created_at: comment.createdAt,
    updated_at: comment.updatedAt ?? comment.createdAt,
  };
}
