import { type Account, handle } from '@towpath/sandbox-kit';
import { Router, type Request, type Response } from 'express';
import { invalid, notFound, RequestError } from '../../errors.ts';
import { findEntry, readBlob } from '../../git/objects.ts';
import type { Host } from '../../host.ts';
import { changeFiles } from '../../service/changeFiles.ts';
import { createPull } from '../../service/pulls.ts';
import { encodePath } from '../../urls.ts';
import { requireAccount } from '../request.ts';
import { crumbsOf } from './codePages.ts';
import { locate, type Place } from './locate.ts';
import { renderPage } from './renderPage.ts';

interface Draft {
  path: string;
  content: string;
  /** Blob the draft started from; empty for a new file. */
  sha: string;
  message: string;
  target: 'branch' | 'pull';
  newBranch: string;
}

/** The editor: change a file or add one, on the branch or through a pull request. */
export function editPages(host: Host): Router {
  const router = Router({ mergeParams: true });
  for (const verb of ['_edit', '_new'] as const) {
    router.get(
      `/${verb}/*`,
      handle(async (request, response) => {
        const account = requireAccount(response);
        const place = await locate(host, request, 'branch', request.params[0]);
        host.rights.requireWrite(account, place.repository);
        const draft =
          verb === '_edit'
            ? await existing(host, account, place)
            : fresh(host, account, place);
        show(host, request, response, place, draft);
      }),
    );
    router.post(
      `/${verb}/*`,
      handle(async (request, response) => {
        const account = requireAccount(response);
        const place = await locate(host, request, 'branch', request.params[0]);
        const draft = readDraft(request);
        try {
          response.redirect(303, await save(host, account, place, draft));
        } catch (error) {
          if (!(error instanceof RequestError)) throw error;
          // What was typed stays on the page.
          response.status(error.status);
          show(host, request, response, place, draft, error.message);
        }
      }),
    );
  }
  return router;
}

async function existing(
  host: Host,
  account: Account,
  place: Place,
): Promise<Draft> {
  const entry =
    place.path &&
    (await findEntry(
      host.git,
      place.repository.gitDir,
      place.commit,
      place.path,
    ));
  if (!entry || entry.type !== 'blob')
    throw notFound(`${place.path} is not a file of ${place.repository.name}.`);
  const bytes = await readBlob(host.git, place.repository.gitDir, entry.sha);
  if (bytes.includes(0))
    throw invalid(`${place.path} is not text: change it in a clone and push.`);
  return {
    ...fresh(host, account, place),
    path: place.path,
    content: bytes.toString(),
    sha: entry.sha,
  };
}

function fresh(host: Host, account: Account, place: Place): Draft {
  const stamp = host.clock().toISOString().replace(/\D/g, '').slice(4, 14);
  const path = place.path ? `${place.path}/` : '';
  return {
    path,
    content: '',
    sha: '',
    message: '',
    target: 'branch',
    newBranch: `${account.name}/edit-${stamp}`,
  };
}

function readDraft(request: Request): Draft {
  const text = (name: string) => String(request.body[name] ?? '');
  return {
    path: text('path'),
    // Browsers send CRLF; files here end lines with LF, unless they had CRLF before.
    content:
      text('crlf') === 'yes'
        ? text('content')
        : text('content').replaceAll('\r\n', '\n'),
    sha: text('sha'),
    message: text('message'),
    target: text('target') === 'pull' ? 'pull' : 'branch',
    newBranch: text('newBranch').trim(),
  };
}

/** Commits the draft. Returns where to go next. */
async function save(
  host: Host,
  account: Account,
  place: Place,
  draft: Draft,
): Promise<string> {
  const { repository, ref } = place;
  const pull = draft.target === 'pull';
  const content = Buffer.from(draft.content);
  const operation = draft.sha
    ? {
        operation: 'update' as const,
        path: draft.path,
        fromPath: place.path,
        sha: draft.sha,
        content,
      }
    : { operation: 'create' as const, path: draft.path, content };
  if (pull && !draft.newBranch)
    throw invalid('the name of the new branch is empty');
  const request = {
    branch: ref,
    newBranch: pull ? draft.newBranch : undefined,
    message: draft.message,
    operations: [operation],
  };
  const { commit, operations } = await changeFiles(
    host,
    repository.name,
    account,
    request,
  );
  const base = `/${host.organisation}/${repository.name}`;
  if (!pull)
    return `${base}/src/branch/${encodePath(ref)}/${encodePath(
      operations[0].path,
    )}`;
  const [title, ...rest] = commit.message.split('\n');
  const body = rest.join('\n').trim();
  const opened = await createPull(host, repository.name, account, {
    title,
    body,
    head: draft.newBranch,
    base: ref,
  });
  return `${base}/pulls/${opened.number}`;
}

function show(
  host: Host,
  request: Request,
  response: Response,
  place: Place,
  draft: Draft,
  problem = '',
): void {
  renderPage(host, request, response, 'editor', {
    title: `${draft.sha ? 'Edit' : 'Add'} ${draft.path || 'a file'}`,
    repository: place.repository,
    place,
    tab: 'code',
    crumbs: crumbsOf(place),
    draft,
    crlf: draft.content.includes('\r\n'),
    problem,
  });
}
