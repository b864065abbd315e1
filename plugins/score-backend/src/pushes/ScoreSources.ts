import type { AuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  GitHosts,
  HostedCommit,
  HostedRepository,
} from '@towpath/git-hosts';
import { readSourcePlace } from '@towpath/gitops';
import { overrideFileName } from '@towpath/score';
import type { RepositoryRef } from '../database/LookStore';
import { readAtHead } from '../source/readAtHead';
import {
  toFileSet,
  type ScoreFiles,
  type ScoreFileSet,
} from '../source/ScoreFiles';
import { branchOf } from '../source/textChange';

/** Where the Score file of a service is, or would be. */
export interface ScoreSource {
  /** Entity reference. */
  service: string;
  repository: HostedRepository;
  /** The branch that the catalog reads; undefined for the default one. */
  branch?: string;
  /** From the root of the repository. */
  path: string;
  /** Of its page. */
  url: string;
}

/** A Score file in the newest commit of its branch. */
export interface ReadScore extends ScoreFileSet {
  /** That commit. */
  head: string;
}

/** Of an entity, as much as says where it comes from. */
const FIELDS = ['kind', 'metadata.name', 'metadata.namespace'];
const ANNOTATIONS = 'metadata.annotations';

/** Score files in the repositories that the catalog has services from. */
export class ScoreSources {
  readonly #parts: {
    catalog: CatalogService;
    auth: AuthService;
    files: ScoreFiles;
    hosts: GitHosts;
  };

  constructor(parts: {
    catalog: CatalogService;
    auth: AuthService;
    files: ScoreFiles;
    hosts: GitHosts;
  }) {
    this.#parts = parts;
  }

  /** Of all services on Git hosts that the portal knows. */
  async all(): Promise<ScoreSource[]> {
    const { auth, catalog } = this.#parts;
    const { items } = await catalog.getEntities(
      { filter: { kind: 'Component' }, fields: [...FIELDS, ANNOTATIONS] },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return items.flatMap(entity => this.#sourceOf(entity) ?? []);
  }

  /** Of those services that the catalog has from a repository, whatever anybody else says whose it is. */
  async from({ host, owner, name }: RepositoryRef): Promise<ScoreSource[]> {
    const wanted = `${host}/${owner}/${name}`.toLowerCase();
    const all = await this.all();
    return all.filter(({ repository: one }) => {
      const found = `${one.host}/${one.owner}/${one.name}`;
      return found.toLowerCase() === wanted;
    });
  }

  /** Undefined when there is no such file on its branch. @throws what the Git host answers, when it could not be asked */
  async read(
    source: ScoreSource,
    environments: string[],
    signal?: AbortSignal,
  ): Promise<ReadScore | undefined> {
    const { path, url } = source;
    const over = environments.map(name => overrideFileName(path, name));
    const { hosts } = this.#parts;
    const found = await readAtHead(hosts, source, [path, ...over], signal);
    const set = found && toFileSet({ url, environments }, path, found.texts);
    return set && { ...set, head: found.commit.sha };
  }

  /**
   * The Score file without what is laid over it; without a text where there is none. Undefined when the host shows no such
   * repository or branch.
   *
   * @throws what the Git host answers, when it could not be asked
   */
  async readAlone(
    source: ScoreSource,
    signal?: AbortSignal,
  ): Promise<{ text?: string } | undefined> {
    const { path } = source;
    const { hosts } = this.#parts;
    const found = await readAtHead(hosts, source, [path], signal);
    return found && { text: found.texts.get(path) };
  }

  /**
   * The commit that brought what an environment has: the newest that changed the Score file or what is laid over it
   * there.
   *
   * @throws what the Git host answers, when it could not be asked
   */
  async causeOf(
    { repository, path }: ScoreSource,
    { head, environment }: { head: string; environment: string },
    signal?: AbortSignal,
  ): Promise<HostedCommit | undefined> {
    const { commits } = this.#parts.hosts.of(repository);
    const newest = (file: string, ref: string) =>
      commits.newest(repository, { path: file, ref }, signal);
    const [own, over] = await Promise.all([
      newest(path, head),
      newest(overrideFileName(path, environment), head),
    ]);
    if (!own || !over || own.sha === over.sha) return own ?? over;
    // The later one has the other behind it.
    const behind = await newest(path, over.sha);
    return behind?.sha === own.sha ? over : own;
  }

  /** Undefined for one that is on no Git host of the portal, or whose annotation leads astray: its page says so. */
  #sourceOf(entity: Entity): ScoreSource | undefined {
    const { files, hosts } = this.#parts;
    try {
      const url = files.urlOf(entity);
      const place = url === undefined ? undefined : readSourcePlace(url);
      if (!url || !place?.path) return undefined;
      return {
        service: stringifyEntityRef(entity),
        repository: hosts.locate(url),
        branch: branchOf(place),
        path: place.path,
        url,
      };
    } catch {
      return undefined;
    }
  }
}
