import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InputError } from '@backstage/errors';
import type { Mirror } from './Mirror';
import type { Person } from './readLog';
import { findFile } from './readText';

const line = async (output: Promise<Buffer>) =>
  (await output).toString().trim();

const COMMITTER: Person = { name: 'Towpath', email: 'towpath@localhost' };
const ABSENT = `0 ${'0'.repeat(40)}`;

export interface NewCommit {
  parent: string;
  /** New texts by path; null removes the file. */
  files: Map<string, string | null>;
  message: string;
  author: Person;
  /** Milliseconds since 1970. */
  at: number;
}

/** Makes a commit in the mirror, without a work tree. @returns its id */
export async function writeCommit(
  mirror: Mirror,
  commit: NewCommit,
): Promise<string> {
  requirePerson(commit.author);
  const folder = await mkdtemp(path.join(tmpdir(), 'towpath-index-'));
  try {
    const variables = { GIT_INDEX_FILE: path.join(folder, 'index') };
    const { parent } = commit;
    await mirror.git(['read-tree', parent], { variables });
    const input = await indexLines(mirror, commit);
    await mirror.git(['update-index', '-z', '--index-info'], {
      variables,
      input,
    });
    const tree = await line(mirror.git(['write-tree'], { variables }));
    return await line(
      mirror.git(['commit-tree', tree, '-p', parent, '-F', '-'], {
        variables: signature(commit),
        input: commit.message,
      }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function indexLines(
  mirror: Mirror,
  { parent, files }: NewCommit,
): Promise<string> {
  const lines: string[] = [];
  for (const [file, text] of files) {
    if (text === null) {
      lines.push(`${ABSENT}\t${file}\0`);
      continue;
    }
    const mode = (await findFile(mirror, parent, file))?.mode ?? '100644';
    const args = ['hash-object', '-w', '--no-filters', '--stdin'];
    const id = await line(mirror.git(args, { input: text }));
    lines.push(`${mode} ${id}\t${file}\0`);
  }
  return lines.join('');
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

function requirePerson({ name, email }: Person): void {
  if (/[^\s.,:;<>"'\\]/.test(name) && email.trim()) return;
  throw new InputError(
    `author "${name}" <${email}> of the commit needs a name and an address`,
  );
}
