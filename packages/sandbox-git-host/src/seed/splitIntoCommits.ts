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
  tags: string[];
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
 * whose globs match it, and what is left to the last one. A commit may bring files again, and say
 * what stood in a file at the time.
 * @throws Error for an unknown author, a commit without files, or a file that never becomes the seed's
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
  const unsettled = new Map<string, string>();
  const commits = planned.map((commit, index) => {
    const last = index === planned.length - 1;
    const takesRest = last || !(commit.paths || commit.again);
    const matches = takesRest
      ? () => true
      : picomatch(commit.paths ?? [], { dot: true });
    const again = picomatch(commit.again ?? [], { dot: true });
    const taken = files.filter(file =>
      left.includes(file) ? matches(file.path) : again(file.path),
    );
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
    const written = taken.map(file => asItWas(file, commit.was, where));
    for (const file of written) {
      const isFinal = files.includes(file);
      if (isFinal) unsettled.delete(file.path);
      else unsettled.set(file.path, where);
    }
    const { message, tags = [] } = commit;
    return { author, message, date, tags, files: written };
  });
  const [[file, where] = []] = unsettled;
  if (file) {
    throw new Error(`${where}: no later commit brings ${file} again`);
  }
  return commits;
}

function asItWas(file: SeedFile, was: SeedCommit['was'], where: string) {
  const changes = Object.entries(was?.[file.path] ?? {});
  if (changes.length === 0) return file;
  const text = changes.reduce((before, [now, then]) => {
    if (!before.includes(now)) {
      throw new Error(`${where}: ${file.path} does not hold "${now}"`);
    }
    return before.replace(now, () => then);
  }, file.content.toString());
  return { ...file, content: Buffer.from(text) };
}
