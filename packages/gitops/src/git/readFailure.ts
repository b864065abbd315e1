/** What became of a call to a Git host. */
export type Ending =
  /** The branch moved on, or somebody writes to it now: look again and repeat. */
  | 'outdated'
  /** The copy here is at fault, and not the host. */
  | 'broken'
  /** The host did not answer, or cannot decide now: repeat it later. */
  | 'away'
  /** The host does not know who asks. */
  | 'denied'
  /** It has no such repository. */
  | 'missing'
  /** It has the repository, and gives no object of this id: there is none, or no branch and no tag leads to it. */
  | 'no-object'
  /** A final no, with the reason of the host. */
  | 'refused'
  /** A branch stands where the folder of another one has to be, or the other way round. */
  | 'in-the-way'
  /** Nobody has told us what this means. */
  | 'not-understood';

export interface Failure {
  ending: Ending;
  /** In the words of the host, else in git's own. */
  words: string;
  /** True when the words are the host's. */
  fromHost: boolean;
  /** Status of the HTTP answer, where git tells it. */
  status?: number;
}

const BROKEN =
  /not a git repository|bad object|corrupt|does not match index|bad file|unable to read|could not parse|invalid object|missing (blob|tree|commit)|object file .* is empty|unable to create '.*\.lock'|does not point to a valid object|remote did not send all necessary objects/i;

/** Lines of git about its own copy; what a host says of its copy is told with these words before it. */
const OF_HOST =
  /^(remote:|error: remote unpack failed|fatal: remote error:| ! \[)/;

const IN_THE_WAY =
  /'refs\/heads\/[^']+' exists; cannot create|(directory\/file|refname) conflict/i;

// The host could not ask a part of itself, and declines by the way it has for a no.
const HOST_TROUBLE =
  /internal (server|api)( connection)? (error|unreachable)|api (is )?(not accessible|unreachable)|(failed|unable) to (contact|reach)|fatal error in commit_refs|unpacker error|temporary object directory|missing necessary objects|no space left|disk quota|read-only file system|lock': permission denied|maintenance mode|unable to handle this request due to load/i;

const OUTDATED =
  /non-fast-forward|fetch first|cannot lock ref|failed to update ref|incorrect old value|reference already exists|stale info/i;

const REFUSED = /\[remote rejected\]|protected branch|hook declined/i;

const BUSY = /rate limit|too many requests|abuse detection|temporar|try again/i;

const MISSING =
  /repository '.*' not found|repository not found|repository does not exist|could not be found|access denied or repository not exported/i;

const NO_OBJECT =
  /not our ref|want [0-9a-f]{40,64} not valid|unadvertised object|(couldn't find|no such) remote ref [0-9a-f]{40,64}/i;

const DENIED = /Authentication failed|could not read (Username|Password)/i;

const UNREACHABLE =
  /could ?n.t (resolve|connect)|could not (resolve|connect)|failed to connect|connection|timed out|too slow|early eof|hung up|disconnect|empty reply|transfer closed|\b(ssl|tls|gnutls|certificate|proxy)\b|unable to access|rpc failed|nothing moved/i;

/** The first that says so decides; a status of HTTP comes behind the words that came with it. */
const SAYINGS: [RegExp, Ending][] = [
  [NO_OBJECT, 'no-object'],
  [IN_THE_WAY, 'in-the-way'],
  [HOST_TROUBLE, 'away'],
  [OUTDATED, 'outdated'],
  [REFUSED, 'refused'],
  [BUSY, 'away'],
  [MISSING, 'missing'],
];

const AWAY_STATUSES = [408, 425, 429];
const MISSING_STATUSES = [404, 410];

/** Reads what git wrote to its standard error, in the locale C. */
export function readFailure(stderr: string): Failure {
  const host = hostWords(stderr);
  const status = statusIn(stderr);
  return {
    ending: endingOf(stderr, host, status),
    words: host || stderr,
    fromHost: Boolean(host),
    ...(status && { status }),
  };
}

function endingOf(stderr: string, host: string, status?: number): Ending {
  const ours = stderr.split('\n').filter(line => !OF_HOST.test(line));
  if (BROKEN.test(ours.join('\n'))) return 'broken';
  const said = SAYINGS.find(([words]) => words.test(stderr));
  if (said) return said[1];
  if (status) return endingOfStatus(status, host);
  if (DENIED.test(stderr)) return 'denied';
  if (UNREACHABLE.test(stderr)) return 'away';
  return host ? 'refused' : 'not-understood';
}

function endingOfStatus(status: number, host: string): Ending {
  if (status >= 500 || AWAY_STATUSES.includes(status)) return 'away';
  if (MISSING_STATUSES.includes(status)) return 'missing';
  if (status === 401) return 'denied';
  // Who may not is told why; no word at all comes from what stands before a host, and of credentials.
  return status === 403 && !host ? 'denied' : 'refused';
}

function statusIn(stderr: string): number | undefined {
  const [, status] = /(?:returned error:|\bHTTP) (\d{3})\b/.exec(stderr) ?? [];
  return status ? Number(status) : undefined;
}

/** Lines by which hosts tell how far they are, and an empty politeness. */
const NOISE =
  /^(enumerating|counting|compressing|resolving|unpacking|processed|\. processing|processing) |^total \d|^=+$|^forbidden\.?$|^[-*.\s]*$/i;

/** What the host said, in one line; empty when it said nothing. */
function hostWords(stderr: string): string {
  const lines = stderr.split('\n').flatMap(line => {
    const [, words] =
      /^(?:remote:|fatal: remote error:)\s*(.*)$/.exec(line) ??
      /^ ! \[remote rejected\] .*? \((.*)\)$/.exec(line) ??
      [];
    return words && !NOISE.test(words.trim()) ? [words.trim()] : [];
  });
  return [...new Set(lines)].join(' ').slice(0, 1_000);
}
