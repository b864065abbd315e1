import path from 'node:path';
import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { GitHosts, HostedRepository } from '@towpath/git-hosts';
import { gitEnvironment, GitError, runGit } from '@towpath/gitops';
import { readGitAddress } from '@towpath/terraform';
import type { ModuleWork } from './FetchedModule';
import { requireSmall, withFolder } from './unpackModule';

const COMMIT = /^[0-9a-f]{40}$/;
const TAG = /^[\w][\w./+@-]*$/;
const LINK = '120000';
const SUBMODULE = '160000';
/** For so long git may say nothing. */
const QUIET_MS = 60_000;

/** A module in a repository, at a commit that is meant for ever. */
export interface GitSource {
  url: string;
  /** A tag or a whole commit id. */
  tag: string;
  /** Folder of the module in the repository. */
  path?: string;
}

interface Place {
  root: string;
  /** As git is told it. */
  remote: string;
  /** As people are told it. */
  name: string;
  hosted?: HostedRepository;
}

/** Modules in Git. The hosts under `integrations` are asked with their credentials, others without any. */
export class GitModules {
  readonly #hosts: GitHosts;

  constructor(hosts: GitHosts) {
    this.#hosts = hosts;
  }

  /**
   * @returns the repository as `terraform.trust` names it
   * @throws InputError for what cannot be fetched by a tag or commit id
   */
  addressOf({ url, tag, path: folder = '' }: GitSource): string {
    const address = readGitAddress(url);
    if (typeof address !== 'string') {
      throw new InputError(`module.git.url: ${address.why}`);
    }
    if (address.startsWith('ssh:')) {
      throw new InputError(
        `module.git.url is ${address}, and the portal has no key for ssh. Write it with https; the credentials come from integrations`,
      );
    }
    if (!TAG.test(tag) || tag.includes('..') || tag.startsWith('refs/')) {
      throw new InputError(
        `module.git.tag is "${tag}", which is neither a tag nor a whole commit id`,
      );
    }
    if (path.isAbsolute(folder) || folder.split(/[/\\]/).includes('..')) {
      throw new InputError(
        `module.git.path is "${folder}", which leads out of the repository`,
      );
    }
    return address;
  }

  /**
   * Fetches a module, without submodules, links and hooks.
   *
   * @throws InputError for what cannot be a module, NotFoundError for a tag or folder that is not there,
   *   ServiceUnavailableError when the host does not answer
   */
  async open<T>(source: GitSource, work: ModuleWork<T>): Promise<T> {
    const address = this.addressOf(source);
    return withFolder(async root => {
      const place = this.#placeOf(root, source.url, address);
      await this.#git(place, ['init', '--quiet', root]);
      const commit = await this.#fetch(place, source.tag);
      const folder = await this.#checkOut(place, commit, source.path);
      const below = source.path ? `//${trimSlashes(source.path)}` : '';
      return work(folder, { origin: `${address}${below}`, commit });
    });
  }

  #placeOf(root: string, url: string, name: string): Place {
    try {
      const hosted = this.#hosts.locate(name);
      return { root, name, hosted, remote: hosted.cloneUrl };
    } catch (error) {
      // Anybody may read it, or nobody here.
      if (error instanceof InputError) return { root, name, remote: url };
      throw error;
    }
  }

  /** @returns the commit that is meant */
  async #fetch(place: Place, tag: string): Promise<string> {
    const isCommit = COMMIT.test(tag);
    const what = isCommit ? tag : await this.#findTag(place, tag);
    const fetch = ['fetch', '--quiet', '--no-tags', '--no-recurse-submodules'];
    try {
      await this.#ask(place, [...fetch, '--depth=1', place.remote, what]);
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      // Some hosts give a commit, or the newest of a history, only with all the rest.
      const all = ['+refs/heads/*:refs/all/*', '+refs/tags/*:refs/tags/*'];
      await this.#ask(place, [...fetch, place.remote, ...all]);
    }
    return this.#commitOf(place, what, tag);
  }

  async #commitOf(place: Place, what: string, tag: string): Promise<string> {
    try {
      const name = COMMIT.test(what) ? what : 'FETCH_HEAD';
      const spec = ['--verify', '--quiet', `${name}^{commit}`];
      const found = await this.#git(place, ['rev-parse', ...spec]);
      return found.trim();
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      throw new NotFoundError(`${place.name} has no commit ${tag}`);
    }
  }

  /** @returns the object of the tag; a branch of that name is no tag */
  async #findTag(place: Place, tag: string): Promise<string> {
    const name = `refs/tags/${tag}`;
    const listed = await this.#ask(place, [
      'ls-remote',
      place.remote,
      name,
      `refs/heads/${tag}`,
    ]);
    const refs = listed.split('\n').map(line => line.split('\t'));
    const [object] = refs.find(([, ref]) => ref === name) ?? [];
    if (object) return object;
    const isBranch = refs.some(([, ref]) => ref === `refs/heads/${tag}`);
    throw new NotFoundError(
      isBranch
        ? `module.git.tag is "${tag}", which is a branch of ${place.name}: it would be another module tomorrow. Name a tag or a whole commit id`
        : `${place.name} has no tag "${tag}"`,
    );
  }

  /** Looks at every entry before the first one is written. */
  async #checkOut(place: Place, commit: string, below = '.'): Promise<string> {
    const where = trimSlashes(below) || '.';
    const list = ['ls-tree', '-r', '-l', '-z', commit, '--', where];
    const entries = (await this.#git(place, list))
      .split('\0')
      .filter(Boolean)
      .map(readEntry);
    if (entries.length === 0) {
      throw new NotFoundError(`${place.name} has no folder "${where}" there`);
    }
    entries.forEach(one => requireFile(one, place.name));
    requireSmall(
      entries.map(one => one.size),
      place.name,
    );
    await this.#git(place, ['checkout', '--quiet', commit, '--', where]);
    return path.join(place.root, where);
  }

  /** @throws ServiceUnavailableError when nobody answers; GitError for what it answers */
  async #ask(place: Place, args: string[]): Promise<string> {
    const { hosted, name } = place;
    const credentials =
      hosted && !hosted.isUnnamed ? await hosted.authorize() : undefined;
    try {
      return await this.#git(place, args, credentials);
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      if (isShallowRefused(error)) throw error;
      throw new ServiceUnavailableError(
        `${name} could not be asked for the module: ${error.message}`,
      );
    }
  }

  async #git(
    { root, hosted }: Place,
    args: string[],
    credentials?: { git: string; secrets: string[] },
  ): Promise<string> {
    const access = hosted &&
      credentials && {
        baseUrl: hosted.baseUrl,
        authorization: credentials.git,
      };
    const answer = await runGit(args, {
      cwd: root,
      env: gitEnvironment(root, access, {
        // To nowhere else than to what is on the list.
        'http.followRedirects': 'false',
        'protocol.file.allow': 'never',
      }),
      secrets: credentials?.secrets,
      quietLimitMs: QUIET_MS,
    });
    return answer.toString();
  }
}

/** Answers to which asking for more is the way on. */
function isShallowRefused({ message }: Error): boolean {
  return /shallow|unadvertised|not our ref|no such remote ref|remote ref/i.test(
    message,
  );
}

function readEntry(line: string) {
  const [, mode, size, file] = /^(\d+) \w+ \w+ +(\S+)\t(.*)$/s.exec(line) ?? [];
  return { mode, file, size: Number(size) || 0 };
}

function requireFile(
  { mode, file }: { mode?: string; file?: string },
  name: string,
): void {
  const isOther = mode === LINK || mode === SUBMODULE || mode === undefined;
  if (!isOther) return;
  throw new InputError(
    `${name} holds "${file}", which is ${
      mode === SUBMODULE ? 'a submodule' : 'a link'
    }: a module is made of files and folders, so copy what it points to`,
  );
}

function trimSlashes(text: string): string {
  return text.replace(/^\.?\/+|\/+$/g, '');
}
