import { ConflictError, isError } from '@backstage/errors';
import {
  ArgoCdError,
  type Application,
  type ApplicationSource,
  type ArgoCdInstances,
} from '@towpath/argocd';
import type { ApplicationTarget } from '@towpath/delivery';
import type { GitRepositories, GitRepository } from '@towpath/gitops';
import type { DeliveryTarget } from '../../model/PromotionPlan';
import { readApplication } from '../../deployments/readApplication';
import { branchOf } from '../branchOf';
import { findLastWord } from './findLastWord';
import { nameOf, sourcesOf, type ReadSource } from './Look';
import type { FindApplication } from './parameterOwners';

interface Services {
  instances: ArgoCdInstances;
  repositories: GitRepositories;
}

/** An application, or why it could not be asked for. */
export type Live = Application | { spec?: undefined; unasked: string };

interface Question {
  application: ApplicationTarget;
  /** Name of the environment. */
  environment: string;
  target: DeliveryTarget;
  strategy?: string;
  /** Repository of the image as it is to run. */
  image: string;
}

/** What may have the last word over what is written: what is not understood, and what could not be asked. */
export interface NotKnown {
  notUnderstood: string[];
  unasked: string[];
}

/** Finds out whether what is to be written decides, by the application as it is now. */
export class LastWords {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  /**
   * The application as it is now. Where a version is written in Git that can be done while Argo CD is away,
   * and what could not be asked is said.
   *
   * @throws ConflictError when it has no source that we know of, ServiceUnavailableError where what to write
   * is to be read from it
   */
  async read(
    target: ApplicationTarget,
    strategy: string | undefined,
    signal?: AbortSignal,
  ): Promise<Live> {
    try {
      const { instances } = this.#services;
      return requireSource(await readApplication(instances, target, signal));
    } catch (error) {
      const isAway = isError(error) && error.name === 'ServiceUnavailableError';
      if (!isAway || strategy === 'argocd-parameter') throw error;
      return { unasked: error.message };
    }
  }

  /** @throws ConflictError when what is written would change nothing, or be taken back */
  async find(
    live: Live,
    question: Question,
    signal?: AbortSignal,
  ): Promise<NotKnown> {
    if (!live.spec) {
      const unasked = `whether the application overrides it: ${live.unasked}`;
      return { notUnderstood: [], unasked: [unasked] };
    }
    const { sourcePosition = 1 } = question.target;
    const unread = new Set<string>();
    const notUnderstood = await findLastWord(
      {
        ...question,
        application: live,
        index: sourcePosition - 1,
        read: this.#readerOf(unread),
      },
      this.#finderAt(question.application, signal),
    );
    return { notUnderstood, unasked: [...unread] };
  }

  /** Each repository is looked at once, and at one commit. */
  #readerOf(unread: Set<string>): ReadSource {
    const heads = new Map<ApplicationSource, Promise<string>>();
    return async (source, paths) => {
      try {
        const repository = this.#open(source);
        const head =
          heads.get(source) ?? repository.preview([]).then(({ base }) => base);
        heads.set(source, head);
        return await repository.readFiles(paths, await head);
      } catch (error) {
        if (!isForeign(error)) throw error;
        unread.add(
          `what ${source.repoURL} has at ${source.targetRevision || 'HEAD'}`,
        );
        return new Map();
      }
    };
  }

  #open(source: ApplicationSource): GitRepository {
    const { repoURL: url } = source;
    return this.#services.repositories.open({ url, branch: branchOf(source) });
  }

  #finderAt(
    { instance }: ApplicationTarget,
    signal?: AbortSignal,
  ): FindApplication {
    const client = this.#services.instances.get(instance);
    return async (name, appNamespace) => {
      try {
        return await client.find({ name, appNamespace }, { signal });
      } catch (error) {
        if (ArgoCdError.is(error, 'forbidden')) return undefined;
        throw error;
      }
    };
  }
}

/** @throws ConflictError that names where it comes from instead */
function requireSource(application: Application): Application {
  const { spec } = application;
  if (sourcesOf(spec).length > 0) return application;
  const others = Object.keys(spec).filter(key => /source/i.test(key));
  throw new ConflictError(
    `${nameOf(
      application,
    )} has neither spec.source nor spec.sources, so nothing can be written for it. Not understood: ${
      others.map(key => `spec.${key}`).join(', ') || 'where it comes from'
    }`,
  );
}

/** A chart repository, a host that we do not know, or no branch: nothing can be read there. */
function isForeign(error: unknown): boolean {
  return isError(error) && ['InputError', 'NotFoundError'].includes(error.name);
}
