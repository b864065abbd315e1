import picomatch from 'picomatch';
import {
  ageInMs,
  type RepositoryHistory,
  type SeedCommit,
} from './readHistory.ts';
import type { SeedFile } from './readSeedFiles.ts';

export interface PlannedCommit {
  author: { name: string; email: string };
  message: string;
  date: Date;
  files: SeedFile[];
}

const ONLY_COMMIT: SeedCommit = {
  author: '',
  message: 'Initial commit',
  age: '30d',
};
const NOBODY = { name: 'Towpath sandbox', email: 'sandbox@localhost' };

/**
 * Deals the files out to the commits of a seed, oldest first: each file goes to the first commit
 * whose globs match it, and what is left to the last one.
 * @throws Error for an unknown author or a commit without files
 */
export function splitIntoCommits(
  repository: string,
  files: SeedFile[],
  history: RepositoryHistory | undefined,
  now: Date,
  findAuthor: (name: string) => PlannedCommit['author'] | undefined,
): PlannedCommit[] {
  const planned = history?.commits?.length ? history.commits : [ONLY_COMMIT];
  let left = files;
  return planned.map((commit, index) => {
    const last = index === planned.length - 1;
    const matches =
      !last && commit.paths
        ? picomatch(commit.paths, { dot: true })
        : () => true;
    const taken = left.filter(file => matches(file.path));
    left = left.filter(file => !taken.includes(file));
    const where = `seed ${repository}, commit ${index + 1} ("${
      commit.message
    }")`;
    const author = commit.author === '' ? NOBODY : findAuthor(commit.author);
    if (!author)
      throw new Error(`${where}: author "${commit.author}" is not an account`);
    if (taken.length === 0)
      throw new Error(`${where}: no file matches its paths`);
    const date = new Date(now.getTime() - ageInMs(commit.age)!);
    return { author, message: commit.message, date, files: taken };
  });
}
