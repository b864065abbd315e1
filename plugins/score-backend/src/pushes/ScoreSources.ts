import type { AuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { GitHosts, HostedRepository } from '@towpath/git-hosts';
import { readSourcePlace } from '@towpath/gitops';
import type { RepositoryRef } from '../database/LookStore';
import type { ScoreFiles } from '../source/ScoreFiles';

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

/** A Score file in one commit. */
export interface ReadScore {
  text: string;
  /** The newest commit that changed it. */
  commit: { sha: string; author: string };
}

/** Of an entity, as much as says where it comes from. */
const FIELDS = ['kind', 'metadata.name', 'metadata.namespace'];
const ANNOTATIONS = 'metadata.annotations';
const ANY_DEFAULT = ['HEAD', '-'];

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
    { repository, branch, path }: ScoreSource,
    signal?: AbortSignal,
  ): Promise<ReadScore | undefined> {
    const { commits, files } = this.#parts.hosts.of(repository);
    const place = { path, ref: branch };
    const commit = await commits.newest(repository, place, signal);
    if (!commit) return undefined;
    const at = { path, ref: commit.sha };
    const content = await files.read(repository, at, signal);
    return content && { text: content.toString('utf8'), commit };
  }

  /** Undefined for one that is on no Git host of the portal, or whose annotation leads astray: its page says so. */
  #sourceOf(entity: Entity): ScoreSource | undefined {
    const { files, hosts } = this.#parts;
    try {
      const url = files.urlOf(entity);
      const place = url === undefined ? undefined : readSourcePlace(url);
      if (!url || !place?.path) return undefined;
      const { path, ref } = place;
      const isNamed = ref && !ANY_DEFAULT.includes(ref);
      return {
        service: stringifyEntityRef(entity),
        repository: hosts.locate(url),
        branch: isNamed ? ref : undefined,
        path,
        url,
      };
    } catch {
      return undefined;
    }
  }
}
