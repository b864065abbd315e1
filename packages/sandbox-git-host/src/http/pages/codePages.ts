import path from 'node:path';
import { handle, listCommits } from '@towpath/sandbox-kit';
import { Router, type Request, type Response } from 'express';
import { notFound } from '../../errors.ts';
import { streamArchive } from '../../git/archive.ts';
import { countCommits, lastCommits } from '../../git/history.ts';
import {
  findEntry,
  listFolder,
  readBlob,
  resolveCommit,
  type TreeEntry,
} from '../../git/objects.ts';
import { listBranches } from '../../git/refs.ts';
import type { Host } from '../../host.ts';
import { combinedState } from '../../service/combinedState.ts';
import { latestStatuses, listStatuses } from '../../store/statuses.ts';
import { splitArchive } from '../api/repositoryRoutes.ts';
import { highlightLines } from './highlight.ts';
import { locate, type Place } from './locate.ts';
import { renderMarkdown } from './renderMarkdown.ts';
import { renderPage } from './renderPage.ts';

const LARGEST_SHOWN = 1_000_000;
const IMAGE = /\.(png|jpe?g|gif|webp|svg)$/i;

/** Home, folders, files, raw files and archives of a repository. */
export function codePages(host: Host): Router {
  const router = Router({ mergeParams: true });
  router.get(
    '/',
    handle(async (request, response) => {
      const repository = host.repositories.get(request.params.repository);
      const ref = repository.defaultBranch;
      const commit = await resolveCommit(
        host.git,
        repository.gitDir,
        `refs/heads/${ref}`,
      );
      if (!commit)
        return renderPage(host, request, response, 'emptyRepository', {
          title: repository.name,
          repository,
          tab: 'code',
        });
      return showFolder(host, request, response, {
        repository,
        kind: 'branch',
        ref,
        commit,
        path: '',
      });
    }),
  );
  router.get(
    '/src/:kind(branch|commit|tag)/*',
    handle(async (request, response) => {
      const place = await locate(
        host,
        request,
        request.params.kind as Place['kind'],
        request.params[0],
      );
      if (place.path === '') return showFolder(host, request, response, place);
      const entry = await entryAt(host, place);
      if (entry.type === 'tree')
        return showFolder(host, request, response, place);
      return showFile(host, request, response, place, entry);
    }),
  );
  router.get(
    '/raw/:kind(branch|commit|tag)/*',
    handle(async (request, response) => {
      const place = await locate(
        host,
        request,
        request.params.kind as Place['kind'],
        request.params[0],
      );
      sendRaw(
        response,
        place.path,
        await readBlob(
          host.git,
          place.repository.gitDir,
          (
            await fileAt(host, place)
          ).sha,
        ),
      );
    }),
  );
  router.get(
    '/archive/*',
    handle(async (request, response) => {
      const repository = host.repositories.get(request.params.repository);
      const { ref, format } = splitArchive(request.params[0]);
      const commit = await resolveCommit(host.git, repository.gitDir, ref);
      if (!commit)
        throw notFound(
          `${repository.name} has no branch, tag or commit "${ref}".`,
        );
      response.attachment(
        `${repository.name}-${ref.replaceAll('/', '-')}.${format}`,
      );
      await streamArchive(
        host.gitVariables,
        repository.gitDir,
        { commit, format, folder: repository.name },
        response,
      );
    }),
  );
  return router;
}

/** @throws RequestError 404 */
async function entryAt(host: Host, place: Place): Promise<TreeEntry> {
  const entry = await findEntry(
    host.git,
    place.repository.gitDir,
    place.commit,
    place.path,
  );
  if (!entry || entry.type === 'commit') {
    throw notFound(
      `${place.path} does not exist in ${place.repository.name} at "${place.ref}".`,
    );
  }
  return entry;
}

/** @throws RequestError 404 */
async function fileAt(host: Host, place: Place): Promise<TreeEntry> {
  const entry = place.path ? await entryAt(host, place) : undefined;
  if (entry?.type !== 'blob')
    throw notFound(`${place.path || 'The root'} is a folder, not a file.`);
  return entry;
}

async function showFolder(
  host: Host,
  request: Request,
  response: Response,
  place: Place,
): Promise<void> {
  const { repository, commit } = place;
  const { gitDir } = repository;
  const all = await listFolder(host.git, gitDir, commit, place.path);
  const entries = [...all].sort(
    (a, b) => Number(b.type === 'tree') - Number(a.type === 'tree'),
  );
  const readme = all.find(
    ({ name, type }) => type === 'blob' && /^readme(\.md|\.txt)?$/i.test(name),
  );
  const [last, [newest], count, branches, statuses, readmeHtml] =
    await Promise.all([
      lastCommits(
        host.git,
        gitDir,
        commit,
        entries.map(entry => entry.path),
      ),
      listCommits(host.git, gitDir, {
        range: commit,
        path: place.path || undefined,
        limit: 1,
      }),
      countCommits(host.git, gitDir, commit),
      listBranches(host.git, gitDir),
      listStatuses(repository, commit),
      readme && renderReadme(host, place, readme),
    ]);
  const latest = latestStatuses(statuses);
  renderPage(host, request, response, 'folder', {
    title: place.path ? `${repository.name}/${place.path}` : repository.name,
    repository,
    place,
    tab: 'code',
    crumbs: crumbsOf(place),
    rows: entries.map(entry => ({ ...entry, last: last.get(entry.path) })),
    newest,
    count,
    branches,
    state: latest.length > 0 ? combinedState(latest) : undefined,
    readme: readme && { name: readme.name, html: readmeHtml },
  });
}

async function renderReadme(
  host: Host,
  place: Place,
  entry: TreeEntry,
): Promise<string> {
  const text = (
    await readBlob(host.git, place.repository.gitDir, entry.sha)
  ).toString();
  return renderMarkdown(text, linkFrom(host, place, entry));
}

function linkFrom(
  host: Host,
  { repository, kind, ref }: Place,
  entry: TreeEntry,
) {
  return (target: 'src' | 'raw', written: string) => {
    const [, file, fragment] = /^([^#?]*)(.*)$/.exec(written)!;
    const joined = path.posix.join(
      '/',
      path.posix.dirname(entry.path),
      decode(file),
    );
    return (
      host.urls.page(repository.name, target, kind, ref, joined.slice(1)) +
      fragment
    );
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function showFile(
  host: Host,
  request: Request,
  response: Response,
  place: Place,
  entry: TreeEntry,
): Promise<void> {
  const { repository, commit } = place;
  const bytes = await readBlob(host.git, repository.gitDir, entry.sha);
  const [newest] = await listCommits(host.git, repository.gitDir, {
    range: commit,
    path: place.path,
    limit: 1,
  });
  const text =
    isText(bytes) && bytes.length <= LARGEST_SHOWN
      ? bytes.toString()
      : undefined;
  const rendered =
    request.query.display !== 'source' &&
    /\.md$/i.test(entry.name) &&
    text !== undefined;
  renderPage(host, request, response, 'file', {
    title: `${repository.name}/${place.path}`,
    repository,
    place,
    tab: 'code',
    crumbs: crumbsOf(place),
    entry,
    newest,
    image: IMAGE.test(entry.name),
    markdownFile: /\.md$/i.test(entry.name),
    html: rendered
      ? renderMarkdown(text, linkFrom(host, place, entry))
      : undefined,
    lines:
      text === undefined || rendered
        ? undefined
        : highlightLines(text, entry.name),
    tooLong: bytes.length > LARGEST_SHOWN,
  });
}

function isText(bytes: Buffer): boolean {
  return !bytes.subarray(0, 8000).includes(0);
}

/** Content of a repository must never run as a page of this host. */
function sendRaw(response: Response, file: string, bytes: Buffer): void {
  response.setHeader(
    'Content-Security-Policy',
    "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  );
  const image = IMAGE.test(file) ? path.extname(file).toLowerCase() : undefined;
  response
    .type(
      image ??
        (isText(bytes)
          ? 'text/plain; charset=utf-8'
          : 'application/octet-stream'),
    )
    .send(bytes);
}

/** The folders above a place, each with its path. */
export function crumbsOf(
  place: Pick<Place, 'path'>,
): { name: string; path: string }[] {
  const parts = place.path.split('/').filter(Boolean);
  return parts.map((name, index) => ({
    name,
    path: parts.slice(0, index + 1).join('/'),
  }));
}
