import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import {
  type CommitInfo,
  createGit,
  type Git,
  KeyedLock,
  readCommit,
} from '@towpath/sandbox-kit';
import { askForRefs } from './askForRefs.ts';

const LARGEST_FILE = 1 << 20;
const TREES_KEPT = 24;
const SHA = /^[0-9a-f]{40}$/;

/** The text files of a commit by path. */
export type FileTree = Map<string, string>;

/** The host that it has an account of. */
interface SignedInHost {
  /** Without a slash at the end. */
  gitUrl: string;
  gitAccount?: { name: string; password: string };
}

/** Reads other people's repositories over HTTP, through mirrors of its own. */
export class GitSources {
  readonly #folder: string;
  readonly #git: Git;
  readonly #host: SignedInHost;
  readonly #lock = new KeyedLock();
  readonly #refs = new Map<string, Map<string, string>>();
  readonly #trees = new Map<string, Promise<FileTree>>();
  /** Mirror and commit. */
  readonly #present = new Set<string>();

  constructor(folder: string, host: SignedInHost) {
    this.#folder = folder;
    this.#host = host;
    this.#git = createGit({
      PATH: process.env.PATH ?? '',
      HOME: folder,
      LC_ALL: 'C',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_TERMINAL_PROMPT: '0',
      // An address decides which program git runs: only the harmless ones.
      GIT_ALLOW_PROTOCOL: 'http:https',
      GIT_HTTP_LOW_SPEED_LIMIT: '1',
      GIT_HTTP_LOW_SPEED_TIME: '20',
      ...credentialsOf(host),
    });
  }

  /**
   * Asks the repository for its branches and tags.
   * @returns true when something moved since the last time
   * @throws GitError when it cannot be read
   */
  async poll(url: string): Promise<boolean> {
    const refs =
      (await askForRefs(url, this.#headersFor(url))) ??
      (await this.#listRemote(url));
    const before = this.#refs.get(url);
    this.#refs.set(url, refs);
    return (
      before?.size !== refs.size ||
      [...refs].some(([ref, sha]) => before.get(ref) !== sha)
    );
  }

  /** The account is for its own host, and no other one hears of it. */
  #headersFor(url: string): Record<string, string> {
    const { gitUrl } = this.#host;
    const authorization = authorizationOf(this.#host);
    return authorization && url.startsWith(`${gitUrl}/`)
      ? { authorization }
      : {};
  }

  async #listRemote(url: string): Promise<Map<string, string>> {
    const { stdout } = await this.#git(['ls-remote', '--', url]);
    return new Map(
      stdout
        .toString()
        .split('\n')
        .filter(Boolean)
        .map(line => line.split('\t') as [string, string])
        .map(([sha, ref]) => [ref, sha]),
    );
  }

  /** Forgets what was read, so that the next question goes to the repository. */
  forget(url: string): void {
    this.#refs.delete(url);
  }

  /**
   * The commit that a branch, a tag, a sha or nothing (HEAD) stands for.
   * @throws Error when there is none
   */
  async resolve(url: string, revision = 'HEAD'): Promise<string> {
    if (!this.#refs.has(url)) await this.poll(url);
    const refs = this.#refs.get(url)!;
    const names = [
      revision,
      `refs/heads/${revision}`,
      `refs/tags/${revision}^{}`,
      `refs/tags/${revision}`,
    ];
    const found = names.map(name => refs.get(name)).find(Boolean);
    if (found) return found;
    if (/^[0-9a-f]{7,40}$/.test(revision)) {
      const commit = await this.#findCommit(url, revision);
      if (commit) return commit;
    }
    throw new Error(
      `unable to resolve '${revision || 'HEAD'}' to a commit SHA`,
    );
  }

  async #findCommit(url: string, sha: string): Promise<string | undefined> {
    const gitDir = await this.#mirror(url, sha);
    const call = { gitDir, allow: [128] };
    const args = ['rev-parse', '--verify', '--quiet', `${sha}^{commit}`];
    const { stdout, code } = await this.#git(args, {
      ...call,
      allow: [1, 128],
    });
    return code === 0 ? stdout.toString().trim() : undefined;
  }

  /** Everything in a commit that is text of a reasonable size. */
  async tree(url: string, sha: string): Promise<FileTree> {
    const key = `${url} ${sha}`;
    const known = this.#trees.get(key);
    if (known) return known;
    const reading = this.#readTree(url, sha);
    this.#trees.set(key, reading);
    reading.catch(() => this.#trees.delete(key));
    const [oldest] = this.#trees.keys();
    if (this.#trees.size > TREES_KEPT) this.#trees.delete(oldest);
    return reading;
  }

  async #readTree(url: string, sha: string): Promise<FileTree> {
    const gitDir = await this.#mirror(url, sha);
    const args = ['ls-tree', '-r', '-z', '--long', sha];
    const { stdout } = await this.#git(args, { gitDir });
    const entries = stdout
      .toString()
      .split('\0')
      .filter(Boolean)
      .map(line => {
        const tab = line.indexOf('\t');
        const [, type, blob, size] = line.slice(0, tab).split(/ +/);
        return { path: line.slice(tab + 1), type, blob, size: Number(size) };
      })
      .filter(({ type, size }) => type === 'blob' && size <= LARGEST_FILE);
    const input = entries.map(({ blob }) => `${blob}\n`).join('');
    const batch = await this.#git(['cat-file', '--batch'], { gitDir, input });
    const texts = splitBatch(batch.stdout);
    return new Map(entries.map(({ path: file }, i) => [file, texts[i]]));
  }

  /** Author, date and message of a commit. @throws Error when it is unknown */
  async commit(url: string, sha: string): Promise<CommitInfo> {
    const gitDir = await this.#mirror(url, sha);
    return readCommit(this.#git, gitDir, sha);
  }

  /** The newest commits that touched one of the folders, newest first. */
  async log(
    url: string,
    sha: string,
    folders: string[],
    limit: number,
  ): Promise<{ sha: string; date: string; message: string }[]> {
    const gitDir = await this.#mirror(url, sha);
    const format = '--format=%H%x00%cI%x00%s';
    const args = ['log', format, `--max-count=${limit}`, sha, '--', ...folders];
    const { stdout } = await this.#git(args, { gitDir });
    return stdout
      .toString()
      .split('\n')
      .filter(Boolean)
      .map(line => line.split('\0'))
      .map(([commit, date, message]) => ({ sha: commit, date, message }));
  }

  /** Tags that point at the commit. */
  tagsOf(url: string, sha: string): string[] {
    return [...(this.#refs.get(url) ?? [])]
      .filter(([ref, at]) => ref.startsWith('refs/tags/') && at === sha)
      .map(([ref]) => ref.slice('refs/tags/'.length).replace('^{}', ''));
  }

  /** A bare copy that has the commit, if the repository has it. */
  #mirror(url: string, sha: string): Promise<string> {
    return this.#lock.run(url, async () => {
      const name = createHash('sha256').update(url).digest('hex').slice(0, 24);
      const gitDir = path.join(this.#folder, `${name}.git`);
      if (!existsSync(path.join(gitDir, 'HEAD'))) {
        this.#present.clear();
        await rm(gitDir, { recursive: true, force: true });
        await mkdir(gitDir, { recursive: true });
        await this.#git(['init', '--bare', '--quiet', gitDir]);
      }
      if (!(await this.#has(gitDir, sha))) {
        const everything = [
          '+refs/heads/*:refs/heads/*',
          '+refs/tags/*:refs/tags/*',
        ];
        const args = ['fetch', '--quiet', '--prune', '--no-tags', '--', url];
        await this.#git([...args, ...everything], { gitDir });
      }
      // A commit that no branch leads to any more can still be asked for by its sha.
      if (SHA.test(sha) && !(await this.#has(gitDir, sha))) {
        await this.#git(['fetch', '--quiet', '--', url, sha], { gitDir });
      }
      return gitDir;
    });
  }

  /** What is there stays there: nothing is ever taken out of a mirror while it is used. */
  async #has(gitDir: string, sha: string): Promise<boolean> {
    const key = `${gitDir} ${sha}`;
    if (this.#present.has(key)) return true;
    const args = ['cat-file', '-e', `${sha}^{commit}`];
    const { code } = await this.#git(args, { gitDir, allow: [1, 128] });
    if (code === 0) this.#present.add(key);
    return code === 0;
  }
}

function authorizationOf({ gitAccount }: SignedInHost): string | undefined {
  if (!gitAccount) return undefined;
  const { name, password } = gitAccount;
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}

/** As configuration of git for this one host: arguments are visible to everyone on the machine. */
function credentialsOf(host: SignedInHost): Record<string, string> {
  const authorization = authorizationOf(host);
  if (!authorization) return {};
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${host.gitUrl}/.extraHeader`,
    GIT_CONFIG_VALUE_0: `Authorization: ${authorization}`,
  };
}

/** `<sha> blob <size>\n<bytes>\n` over and over. */
function splitBatch(output: Buffer): string[] {
  const texts: string[] = [];
  for (let at = 0; at < output.length; ) {
    const lineEnd = output.indexOf(10, at);
    const size = Number(output.toString('utf8', at, lineEnd).split(' ')[2]);
    texts.push(output.toString('utf8', lineEnd + 1, lineEnd + 1 + size));
    at = lineEnd + 1 + size + 1;
  }
  return texts;
}
