import type { UrlReaderService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  parseLocationRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  ConflictError,
  InputError,
  isError,
  NotFoundError,
} from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { GitHosts, HostedRepository } from '@towpath/git-hosts';
import {
  isWithin,
  readSourcePlace,
  type GitRepositories,
} from '@towpath/gitops';
import { overrideFileName } from '@towpath/score';
import type { Override, ScoreText } from '../model/ScoreText';
import { readAtHead } from './readAtHead';
import { strayOverrides, type StrayOverride } from './strayOverrides';
import { branchOf } from './textChange';

/** Where the Score file of an entity is, from the folder of its `catalog-info.yaml`. */
const SCORE_FILE_ANNOTATION = 'towpath.dev/score-file';

const USUAL_PATH = './score.yaml';

/** A Score file as it is in the repository. */
export interface ScoreFile extends ScoreText {
  url: string;
}

/** The same with what is laid over it in several environments, by their names. */
export interface ScoreFileSet {
  url: string;
  text: string;
  overrides: ReadonlyMap<string, Override>;
}

/** Files by the addresses of their pages, or by their paths; one that is not there is absent. */
type Texts = ReadonlyMap<string, string>;

/** The Score files of services, in the repositories that their entities come from. */
export class ScoreFiles {
  readonly #reader: UrlReaderService;
  readonly #integrations: ScmIntegrationRegistry;
  readonly #repositories: GitRepositories;
  readonly #hosts: GitHosts;

  constructor(options: {
    reader: UrlReaderService;
    integrations: ScmIntegrationRegistry;
    repositories: GitRepositories;
    hosts: GitHosts;
  }) {
    this.#reader = options.reader;
    this.#integrations = options.integrations;
    this.#repositories = options.repositories;
    this.#hosts = options.hosts;
  }

  /**
   * The Score file of an entity, as an environment has it; undefined when its repository has none there.
   *
   * @param environment - Name; without one, nothing is laid over the file.
   * @throws InputError for an annotation that leads out of the repository; what the Git host answers, when it could not
   *   be asked
   */
  async find(
    entity: Entity,
    environment?: string,
  ): Promise<ScoreFile | undefined> {
    const names = environment === undefined ? [] : [environment];
    const found = await this.findAll(entity, names);
    return found && inEnvironment(found, environment);
  }

  /** The same as {@link find} for several environments at once, all of one commit. */
  async findAll(
    entity: Entity,
    environments: string[],
  ): Promise<ScoreFileSet | undefined> {
    const url = this.urlOf(entity);
    if (url === undefined) return undefined;
    const over = environments.map(name => overrideFileName(url, name));
    const texts = await this.#readHead([url, ...over]);
    const set = toFileSet({ url, environments }, url, texts);
    if (set) return set;
    if (!isNamed(entity)) return undefined;
    throw new NotFoundError(
      `There is no ${url}, which ${stringifyEntityRef(
        entity,
      )} names by the annotation ${SCORE_FILE_ANNOTATION}`,
    );
  }

  /** What the repository of an entity has for an environment, to be laid over a text in place of its Score file. */
  async findOverride(
    entity: Entity,
    environment: string,
  ): Promise<Override | undefined> {
    const url = this.urlOf(entity);
    if (url === undefined) return undefined;
    const texts = await this.#readHead([overrideFileName(url, environment)]);
    const own = texts.get(overrideFileName(url, environment));
    return toOverride(url, environment, own);
  }

  /**
   * Names of files beside the Score file that would be laid over it in environments which are not there, with the name
   * of that environment: a typing error in one is otherwise silent.
   */
  async findStrayOverrides(
    entity: Entity,
    environments: string[],
  ): Promise<StrayOverride[]> {
    const url = this.urlOf(entity);
    const place = url === undefined ? undefined : readSourcePlace(url);
    const repository = url && place ? this.#locate(url) : undefined;
    if (!place || !repository) return [];
    const { folder, name } = splitPath(place.path);
    const names = await this.#hosts.of(repository).files.list(repository, {
      path: folder,
      ref: branchOf(place),
    });
    return strayOverrides(name, names ?? [], environments);
  }

  /**
   * The same as {@link find} as it was in a commit of the entity's own repository; its address stays that of today.
   * Undefined when it was not there.
   *
   * @throws InputError as {@link find}, NotFoundError for a commit that the repository has not, ServiceUnavailableError
   *   when the Git host could not be asked
   */
  async findAt(
    entity: Entity,
    { commit, environment }: { commit: string; environment: string },
  ): Promise<ScoreFile | undefined> {
    const url = this.urlOf(entity);
    const place = url && readSourcePlace(url);
    if (!url || !place) return undefined;
    const over = overrideFileName(place.path, environment);
    const repository = this.#repositories.open({ url });
    const found = await repository.readFiles([place.path, over], commit);
    const text = found.get(place.path);
    if (text === undefined) return undefined;
    const override = toOverride(url, environment, found.get(over));
    return { url, text, ...(override && { override }) };
  }

  /**
   * The page of the Score file of an entity, whether it is there or not; undefined for one that comes from no repository.
   *
   * @throws InputError for an annotation that leads out of the repository
   */
  urlOf(entity: Entity): string | undefined {
    const base = locationOf(entity);
    if (!base) return undefined;
    const path = entity.metadata.annotations?.[SCORE_FILE_ANNOTATION];
    const url = this.#integrations.resolveUrl({
      url: path ?? USUAL_PATH,
      base,
    });
    requireInside(url, { base, path, entity });
    return url;
  }

  /** As {@link find}. @throws ConflictError when there is none */
  async require(entity: Entity, environment?: string): Promise<ScoreFile> {
    const file = await this.find(entity, environment);
    if (file) return file;
    throw new ConflictError(
      `${entity.metadata.name} has no score.yaml beside its catalog-info.yaml. Add one, or name another path by the annotation ${SCORE_FILE_ANNOTATION}`,
    );
  }

  /** All in one commit, of a Git host that can say which one is the newest. */
  async #readHead(urls: string[]): Promise<Texts> {
    const place = readSourcePlace(urls[0]);
    const repository = place?.path ? this.#locate(urls[0]) : undefined;
    if (!place || !repository) return this.#readEach(urls);
    const paths = urls.map(url => readSourcePlace(url)?.path ?? '');
    const branch = branchOf(place);
    const found = await readAtHead(this.#hosts, { repository, branch }, paths);
    return new Map(
      urls.flatMap((url, at) => {
        const text = found?.texts.get(paths[at]);
        return text === undefined ? [] : [[url, text] as const];
      }),
    );
  }

  /** Undefined for an address of no host under `integrations` that has an API we know. */
  #locate(url: string): HostedRepository | undefined {
    try {
      return this.#hosts.locate(url);
    } catch {
      return undefined;
    }
  }

  async #readEach(urls: string[]): Promise<Texts> {
    const texts = new Map<string, string>();
    for (const url of urls) {
      const text = await this.#readUrl(url);
      if (text !== undefined) texts.set(url, text);
    }
    return texts;
  }

  async #readUrl(url: string): Promise<string | undefined> {
    try {
      const answer = await this.#reader.readUrl(url);
      return (await answer.buffer()).toString('utf8');
    } catch (error) {
      if (isError(error) && error.name === 'NotFoundError') return undefined;
      throw error;
    }
  }
}

/** Of several environments, what one has. */
export function inEnvironment(
  { url, text, overrides }: ScoreFileSet,
  environment?: string,
): ScoreFile {
  const override = overrides.get(environment ?? '');
  return { url, text, ...(override && { override }) };
}

/**
 * A Score file with what is laid over it, from files as they were read.
 *
 * @param name - of the Score file among them: its address, or its path.
 * @returns undefined when the Score file is not there
 */
export function toFileSet(
  { url, environments }: { url: string; environments: string[] },
  name: string,
  texts: Texts,
): ScoreFileSet | undefined {
  const text = texts.get(name);
  if (text === undefined) return undefined;
  const overrides = environments.flatMap(environment => {
    const own = texts.get(overrideFileName(name, environment));
    const override = toOverride(url, environment, own);
    return override ? [[environment, override] as const] : [];
  });
  return { url, text, overrides: new Map(overrides) };
}

/** @param url - of the Score file that it is laid over */
function toOverride(
  url: string,
  environment: string,
  text: string | undefined,
): Override | undefined {
  if (text === undefined) return undefined;
  const own = overrideFileName(url, environment);
  return { name: own.slice(own.lastIndexOf('/') + 1), url: own, text };
}

function splitPath(path: string): { folder: string; name: string } {
  const end = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(end, 0)), name: path.slice(end + 1) };
}

/** Whether the entity says itself which file it is. */
function isNamed({ metadata }: Entity): boolean {
  return metadata.annotations?.[SCORE_FILE_ANNOTATION] !== undefined;
}

/** The page of the file that describes the entity; undefined for one that comes from elsewhere. */
function locationOf({ metadata }: Entity): string | undefined {
  const location = metadata.annotations?.[ANNOTATION_LOCATION];
  if (!location) return undefined;
  const { type, target } = parseLocationRef(location);
  return type === 'url' ? target : undefined;
}

/** An entity may say which file is its own, and no file of others. */
function requireInside(
  url: string,
  asked: { base: string; path?: string; entity: Entity },
): void {
  const here = readSourcePlace(asked.base);
  const there = readSourcePlace(url);
  const root = here && { ...here, path: '' };
  if (root && there && isWithin(there, root) && there.ref === root.ref) return;
  throw new InputError(
    `${SCORE_FILE_ANNOTATION} of ${stringifyEntityRef(asked.entity)} is "${
      asked.path ?? USUAL_PATH
    }", which is not in the repository that the entity comes from. Write a path from its catalog-info.yaml, such as ${USUAL_PATH}`,
  );
}
