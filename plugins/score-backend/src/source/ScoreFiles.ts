import type { UrlReaderService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  parseLocationRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { ConflictError, InputError, isError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import {
  isWithin,
  readSourcePlace,
  type GitRepositories,
} from '@towpath/gitops';

/** Where the Score file of an entity is, from the folder of its `catalog-info.yaml`. */
const SCORE_FILE_ANNOTATION = 'towpath.dev/score-file';

const USUAL_PATH = './score.yaml';

/** A Score file as it is in the repository. */
export interface ScoreFile {
  url: string;
  text: string;
}

/** The Score files of services, in the repositories that their entities come from. */
export class ScoreFiles {
  readonly #reader: UrlReaderService;
  readonly #integrations: ScmIntegrationRegistry;
  readonly #repositories: GitRepositories;

  constructor(options: {
    reader: UrlReaderService;
    integrations: ScmIntegrationRegistry;
    repositories: GitRepositories;
  }) {
    this.#reader = options.reader;
    this.#integrations = options.integrations;
    this.#repositories = options.repositories;
  }

  /**
   * The Score file of an entity; undefined when its repository has none there.
   *
   * @throws InputError for an annotation that leads out of the repository; what the Git host answers, when it could not
   *   be asked
   */
  async find(entity: Entity): Promise<ScoreFile | undefined> {
    const url = this.urlOf(entity);
    if (url === undefined) return undefined;
    try {
      const answer = await this.#reader.readUrl(url);
      return { url, text: (await answer.buffer()).toString('utf8') };
    } catch (error) {
      const isMissing = isError(error) && error.name === 'NotFoundError';
      if (!isMissing || isNamed(entity)) throw error;
      return undefined;
    }
  }

  /**
   * The same as it was in a commit of the entity's own repository; its address stays that of today. Undefined when it
   * was not there.
   *
   * @throws InputError as {@link find}, NotFoundError for a commit that the repository has not, ServiceUnavailableError
   *   when the Git host could not be asked
   */
  async findAt(entity: Entity, commit: string): Promise<ScoreFile | undefined> {
    const url = this.urlOf(entity);
    const place = url && readSourcePlace(url);
    if (!url || !place) return undefined;
    const repository = this.#repositories.open({ url });
    const found = await repository.readFiles([place.path], commit);
    const text = found.get(place.path);
    return text === undefined ? undefined : { url, text };
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
  async require(entity: Entity): Promise<ScoreFile> {
    const file = await this.find(entity);
    if (file) return file;
    throw new ConflictError(
      `${entity.metadata.name} has no score.yaml beside its catalog-info.yaml. Add one, or name another path by the annotation ${SCORE_FILE_ANNOTATION}`,
    );
  }
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
