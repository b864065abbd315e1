import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InputError } from '@backstage/errors';
import type { Mirror } from './Mirror';
import type { Author } from './readLog';
import { findFile } from './readText';

const COMMITTER: Author = { name: 'Towpath', email: 'towpath@localhost' };
const ABSENT = `0 ${'0'.repeat(40)}`;

// It works in the folder of the parts, and `$1` is the parent.
const SCRIPT = `set -e
git hash-object -w --no-filters --stdin-paths <names >/dev/null
git read-tree "$1"
git update-index -z --index-info <places
tree=$(git write-tree)
git commit-tree "$tree" -p "$1" -F message
`;

export interface NewCommit {
  parent: string;
  /** New texts by path; null removes the file. */
  files: Map<string, string | null>;
  message: string;
  author: Author;
  /** Milliseconds since 1970. */
  at: number;
}

/** Makes a commit in the mirror, without a work tree. @returns its id */
export async function writeCommit(
  mirror: Mirror,
  commit: NewCommit,
): Promise<string> {
  requirePerson(commit.author);
  const folder = await mkdtemp(path.join(tmpdir(), 'towpath-commit-'));
  try {
    await writeParts(mirror, commit, folder);
    const sha = await mirror.script('commit', [SCRIPT, commit.parent], {
      cwd: folder,
      variables: {
        GIT_INDEX_FILE: path.join(folder, 'index'),
        ...signature(commit),
      },
    });
    return sha.toString().trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the script reads: the message, each text, the names of these files, and where each text goes. */
async function writeParts(
  mirror: Mirror,
  { parent, files, message }: NewCommit,
  folder: string,
): Promise<void> {
  const put = (name: string, text: string | Buffer) =>
    writeFile(path.join(folder, name), text);
  const names: string[] = [];
  const places: string[] = [];
  for (const [file, text] of files) {
    if (text === null) {
      places.push(`${ABSENT}\t${file}\0`);
      continue;
    }
    const name = `text-${names.length}`;
    const bytes = Buffer.from(text);
    const mode = (await findFile(mirror, parent, file))?.mode ?? '100644';
    names.push(`${name}\n`);
    places.push(`${mode} ${blobId(bytes, parent)}\t${file}\0`);
    await put(name, bytes);
  }
  await put('names', names.join(''));
  await put('places', places.join(''));
  await put('message', message);
}

/** The id that git gives a text. @param like - an id of the same repository, which tells how they are made */
function blobId(bytes: Buffer, like: string): string {
  return createHash(like.length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}

function signature({ author, at }: NewCommit): Record<string, string> {
  const date = `@${Math.floor(at / 1000)} +0000`;
  return {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: COMMITTER.name,
    GIT_COMMITTER_EMAIL: COMMITTER.email,
    GIT_COMMITTER_DATE: date,
  };
}

function requirePerson({ name, email }: Author): void {
  if (/[^\s.,:;<>"'\\]/.test(name) && email.trim()) return;
  throw new InputError(
    `author "${name}" <${email}> of the commit needs a name and an address`,
  );
}
