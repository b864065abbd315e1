import { handle } from '@towpath/sandbox-kit';
import { Router, type Request } from 'express';
import { badRequest, invalid, notFound } from '../../errors.ts';
import { checkedPath } from '../../git/names.ts';
import {
  findEntries,
  findEntry,
  listFolder,
  readBlob,
  resolveCommit,
} from '../../git/objects.ts';
import type { Host } from '../../host.ts';
import {
  changeFiles,
  type FileChangeRequest,
  type FileChangeResult,
  type FileOperation,
} from '../../service/changeFiles.ts';
import { bodyText, queryText, requireAccount } from '../request.ts';
import { presentFileCommit } from './presentCommit.ts';
import {
  presentEntry,
  presentFile,
  presentWritten,
} from './presentContents.ts';

const VERIFICATION = { verified: false, reason: 'gpg.error.not_signed_commit' };

const commitPart = (host: Host, { repository, commit }: FileChangeResult) => ({
  commit: presentFileCommit(host, repository, commit),
  verification: VERIFICATION,
});

/** Files and folders: read, create, update, delete. */
export function contentRoutes(host: Host): Router {
  const router = Router({ mergeParams: true });
  router.get(
    '/contents',
    handle(async (request, response) => {
      response.json(await readContents(host, request, ''));
    }),
  );
  router.get(
    '/contents/*',
    handle(async (request, response) => {
      response.json(await readContents(host, request, request.params[0]));
    }),
  );
  router.get(
    '/raw/*',
    handle(async (request, response) => {
      const { repository, commit } = await locate(host, request);
      const entry =
        commit &&
        (await findEntry(
          host.git,
          repository.gitDir,
          commit,
          checkedPath(request.params[0]),
        ));
      if (!entry || entry.type !== 'blob')
        throw notFound(`${request.params[0]} does not exist`);
      response.setHeader(
        'Content-Security-Policy',
        "default-src 'none'; sandbox",
      );
      response
        .type('application/octet-stream')
        .send(await readBlob(host.git, repository.gitDir, entry.sha));
    }),
  );
  router.post(
    '/contents',
    handle(async (request, response) => {
      const result = await change(
        host,
        request,
        requireAccount(response),
        readFiles(request),
      );
      response.status(201).json({
        files: await presentFiles(host, result),
        ...commitPart(host, result),
      });
    }),
  );
  const single = { POST: 'create', PUT: 'update', DELETE: 'delete' } as const;
  router.all(
    '/contents/*',
    handle(async (request, response, next) => {
      const operation = single[request.method as keyof typeof single];
      if (!operation) return next();
      // As in Gitea, an update without sha creates the file.
      const creates = operation === 'update' && !request.body?.sha;
      const file = readFile(
        request.body,
        creates ? 'create' : operation,
        request.params[0],
      );
      const result = await change(host, request, requireAccount(response), [
        file,
      ]);
      const [content] = await presentFiles(host, result);
      const status = file.operation === 'create' ? 201 : 200;
      return response
        .status(status)
        .json({ content: content ?? null, ...commitPart(host, result) });
    }),
  );
  return router;
}

async function locate(host: Host, request: Request) {
  const repository = host.repositories.get(request.params.repo);
  const ref = queryText(request, 'ref') ?? repository.defaultBranch;
  const commit = await resolveCommit(host.git, repository.gitDir, ref);
  if (!commit && queryText(request, 'ref')) {
    throw notFound(
      `"${ref}" is no branch, tag or commit of ${repository.name}`,
    );
  }
  return { repository, ref, commit };
}

async function readContents(host: Host, request: Request, input: string) {
  const { repository, ref, commit } = await locate(host, request);
  const path = input.replace(/\/+$/, '') === '' ? '' : checkedPath(input);
  if (!commit && path === '') return [];
  const entry =
    commit && path !== ''
      ? await findEntry(host.git, repository.gitDir, commit, path)
      : undefined;
  if (commit && (path === '' || entry?.type === 'tree')) {
    const entries = await listFolder(host.git, repository.gitDir, commit, path);
    return entries.map(item => presentEntry(host, repository, ref, item));
  }
  if (!commit || !entry)
    throw notFound(`${path} does not exist in ${repository.name} at "${ref}"`);
  return presentFile(host, repository, ref, commit, entry);
}

function readFiles(request: Request): FileOperation[] {
  const { files } = request.body ?? {};
  if (!Array.isArray(files))
    throw invalid('files is missing: send a list of operations');
  return files.map((file, index) => {
    if (!['create', 'update', 'delete'].includes(file?.operation)) {
      throw invalid(
        `files[${index}].operation is "${file?.operation}": send create, update or delete`,
      );
    }
    return readFile(file, file.operation, file.path);
  });
}

function readFile(
  body: unknown,
  operation: FileOperation['operation'],
  path: unknown,
): FileOperation {
  const {
    content,
    sha,
    from_path: fromPath,
  } = (body ?? {}) as Record<string, unknown>;
  if (typeof path !== 'string')
    throw invalid('path is missing: name the file to change');
  return {
    operation,
    path,
    content: operation === 'delete' ? undefined : decode(content ?? ''),
    sha: typeof sha === 'string' ? sha : undefined,
    fromPath: typeof fromPath === 'string' && fromPath ? fromPath : undefined,
  };
}

function decode(content: unknown): Buffer {
  const compact = String(content).replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(compact))
    throw invalid('content is not base64');
  return Buffer.from(compact, 'base64');
}

function change(
  host: Host,
  request: Request,
  account: Parameters<typeof changeFiles>[2],
  operations: FileOperation[],
): Promise<FileChangeResult> {
  return changeFiles(host, request.params.repo, account, {
    branch: bodyText(request, 'branch') ?? queryText(request, 'branch'),
    newBranch: bodyText(request, 'new_branch'),
    message: bodyText(request, 'message'),
    author: readPerson(request, 'author'),
    committer: readPerson(request, 'committer'),
    operations,
  });
}

function readPerson(
  request: Request,
  role: 'author' | 'committer',
): FileChangeRequest['author'] {
  const person = request.body?.[role] ?? {};
  const date = request.body?.dates?.[role];
  for (const value of [person.name, person.email]) {
    if (value && (typeof value !== 'string' || /[<>\n\0]/.test(value))) {
      throw invalid(`${role} "${value}" may not hold "<", ">" or a line end`);
    }
  }
  if (date && Number.isNaN(Date.parse(date)))
    throw badRequest(`dates.${role} "${date}" is no date`);
  return {
    name: person.name,
    email: person.email,
    date: date && new Date(date).toISOString(),
  };
}

async function presentFiles(host: Host, result: FileChangeResult) {
  const { repository, commit, operations } = result;
  const written = operations.filter(({ content }) => content !== undefined);
  const paths = written.map(({ path }) => path);
  const entries = paths.length
    ? await findEntries(host.git, repository.gitDir, commit.sha, paths)
    : new Map();
  return Promise.all(
    operations.map(async operation => {
      const entry = entries.get(operation.path);
      return entry ? presentWritten(host, result, operation, entry) : null;
    }),
  );
}
