import type { Git } from '@towpath/sandbox-kit';

export interface ChangedPath {
  path: string;
  previousPath?: string;
  status: 'added' | 'modified' | 'deleted' | 'renamed';
  additions: number;
  deletions: number;
}

/** The empty tree: what a first commit is compared with. */
export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

const WORDS: Record<string, ChangedPath['status']> = {
  A: 'added',
  D: 'deleted',
  R: 'renamed',
  C: 'added',
};

/** The files that differ between two trees or commits. */
export async function listChanges(
  git: Git,
  gitDir: string,
  from: string,
  to: string,
): Promise<ChangedPath[]> {
  const common = ['diff-tree', '-r', '-z', '-M', '--no-commit-id'];
  const [names, numbers] = await Promise.all([
    git([...common, '--name-status', from, to], { gitDir }),
    git([...common, '--numstat', from, to], { gitDir }),
  ]);
  const counts = parseCounts(
    names.stdout.length ? numbers.stdout.toString() : '',
  );
  return parseNames(names.stdout.toString()).map(change => ({
    ...change,
    ...(counts.get(change.path) ?? { additions: 0, deletions: 0 }),
  }));
}

/** A unified difference. `--no-ext-diff` and `--no-textconv`: content of a repository runs nothing. */
export async function unifiedDiff(
  git: Git,
  gitDir: string,
  from: string,
  to: string,
): Promise<string> {
  const args = [
    'diff-tree',
    '-r',
    '-p',
    '-M',
    '--no-ext-diff',
    '--no-textconv',
    from,
    to,
  ];
  return (await git(args, { gitDir })).stdout.toString();
}

function parseNames(
  output: string,
): Pick<ChangedPath, 'path' | 'previousPath' | 'status'>[] {
  const fields = output.split('\0');
  const changes = [];
  for (let at = 0; at + 1 < fields.length; ) {
    const letter = fields[at][0];
    const status = WORDS[letter] ?? 'modified';
    if (letter === 'R' || letter === 'C') {
      changes.push({
        status,
        previousPath: fields[at + 1],
        path: fields[at + 2],
      });
      at += 3;
    } else {
      changes.push({ status, path: fields[at + 1] });
      at += 2;
    }
  }
  return changes;
}

function parseCounts(
  output: string,
): Map<string, { additions: number; deletions: number }> {
  const fields = output.split('\0');
  const counts = new Map();
  for (let at = 0; at + 1 < fields.length; ) {
    const [added, deleted, path] = fields[at].split('\t');
    // A rename leaves the path empty and puts both names into the next two fields.
    const name = path === '' ? fields[at + 2] : path;
    at += path === '' ? 3 : 1;
    counts.set(name, {
      additions: Number(added) || 0,
      deletions: Number(deleted) || 0,
    });
  }
  return counts;
}
