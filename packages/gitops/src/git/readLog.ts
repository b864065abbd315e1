import type { Mirror } from './Mirror';
import { parseTrailers, requireTrailer, type Trailer } from './trailers';

export interface Author {
  name: string;
  email: string;
}

export interface LoggedCommit {
  sha: string;
  /** First parent; undefined for the first commit of a repository. */
  parent?: string;
  author: Author;
  date: Date;
  /** First line of the message. */
  subject: string;
  /** All of it, trailers too. */
  message: string;
  trailers: Record<string, string[]>;
}

/** Commits below the newest one in which an own commit is looked for. */
const SEARCHED = 20_000;

// By way of a variable, so that the script ends where the first git fails.
const SEARCH = `set -e
commits=$(git rev-list --max-count="$1" "$2" --)
shift 2
printf '%s\\n' "$commits" | git log --no-walk=unsorted --stdin --fixed-strings "$@"
`;

// A message holds no NUL, so that nobody can write one that reads as two.
const FIELDS = [
  '%H',
  '%P',
  '%an',
  '%ae',
  '%aI',
  '%s',
  '%B',
  '%(trailers:only,unfold)',
];
const FORMAT = `--format=${FIELDS.map(field => `${field}%x00`).join('')}`;

/** Which commits: those behind `to` and not behind `from`, at most `limit`. */
export interface LogRange {
  from?: string;
  to: string;
  limit: number;
  /** Only those that changed this file or folder. */
  path?: string;
}

/** Commits of a range, newest first. */
export async function readLog(
  mirror: Mirror,
  { from, to, limit, path }: LogRange,
): Promise<LoggedCommit[]> {
  return parseLog(
    await mirror.git([
      'log',
      FORMAT,
      `--max-count=${limit}`,
      to,
      ...(from ? [`^${from}`] : []),
      '--',
      ...(path ? [path] : []),
    ]),
  );
}

/** The newest commit behind `head` with exactly this trailer, among the last 20,000. */
export async function findByTrailer(
  mirror: Mirror,
  head: string,
  trailer: Trailer,
): Promise<LoggedCommit | undefined> {
  const [found] = await findByTrailers(mirror, head, [trailer]);
  return found;
}

/** The same for each of several, by one search; in their order. */
export async function findByTrailers(
  mirror: Mirror,
  head: string,
  trailers: Trailer[],
): Promise<(LoggedCommit | undefined)[]> {
  trailers.forEach(requireTrailer);
  const wanted = trailers.map(([name, value]) => `--grep=${name}: ${value}`);
  const candidates = parseLog(
    await mirror.script('log', [
      SEARCH,
      String(SEARCHED),
      head,
      FORMAT,
      ...wanted,
    ]),
  );
  return trailers.map(([name, value]) =>
    candidates.find(one => one.trailers[name]?.includes(value)),
  );
}

function parseLog(output: Buffer): LoggedCommit[] {
  const fields = output.toString().split('\0');
  const commits: LoggedCommit[] = [];
  for (let at = 0; at + FIELDS.length < fields.length; at += FIELDS.length) {
    const [sha, parents, name, email, date, subject, message, trailers] =
      fields.slice(at, at + FIELDS.length);
    commits.push({
      sha: sha.trim(),
      parent: parents.split(' ')[0] || undefined,
      author: { name, email },
      date: new Date(date),
      subject,
      message: message.trim(),
      trailers: parseTrailers(trailers),
    });
  }
  return commits;
}
