import { ConflictError } from '@backstage/errors';
import type { ArgoCdInstances } from '@towpath/argocd';
import type { GitRepositories } from '@towpath/gitops';
import type { DeploymentState } from '@towpath/plugin-environment-common';
import { readSources } from '@towpath/plugin-environment-node';
import type { Knex } from 'knex';
import type { CatalogService } from '../catalog/ServiceCatalog';
import type { PlacedService } from '../deployments/Places';
import { toEnvironmentSummary } from '../deployments/toEnvironmentSummary';
import {
  gitopsOf,
  type ChangeFinder,
  type VersionRequest,
} from '../planning/Planner';
import { applicationOf } from '../deployments/applicationOf';
import type { Change } from '../model/PromotionPlan';
import type { CommitFinder, CommitQuestion } from './CommitFinder';
import { deliveryTarget } from './deliveryTarget';
import { describeEdits } from './describeEdits';
import { expectedImage, imageThere } from './imageThere';
import { LastWords } from './lastWord/LastWords';
import { resolveVersion } from './resolveVersion';
import { requireOwnFiles } from './shared/requireOwnFiles';

interface Options {
  knex: Knex;
  instances: ArgoCdInstances;
  repositories: GitRepositories;
  commits: CommitFinder;
}

/** Finds out what a promotion would write, from what runs and what is in Git now. */
export class DefaultChangeFinder implements ChangeFinder {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async find(
    { service, places }: PlacedService,
    request: VersionRequest,
    signal?: AbortSignal,
  ): Promise<Change> {
    const { knex, repositories } = this.#options;
    const { name: from } = places.environment(request.from).metadata;
    const environment = places.environment(request.to);
    const { name: to } = environment.metadata;
    const source = places.stateIn(from);
    const resolved = await resolveVersion(knex, {
      service,
      from,
      state: source,
      version: request.version,
    });
    const state = places.stateIn(to);
    if (!state) throw nowhereToGo(service, to);
    const application = applicationOf(this.#options.instances, state);
    const { delivery } = environment.spec;
    const lastWords = new LastWords(this.#options);
    const live = await lastWords.read(application, delivery?.strategy, signal);
    const target = await deliveryTarget(repositories, {
      service,
      environment,
      // As it is now: the feed may be a moment behind.
      state: live.spec ? { ...state, sources: readSources(live.spec) } : state,
      resolved,
    });
    await requireOwnFiles(knex, {
      service,
      environment,
      environments: places.environments,
      application,
      target,
    });
    const image = imageThere(resolved, state).repository;
    const where = { application, environment: to, target, image };
    const [notKnown, edits, commits] = await Promise.all([
      lastWords.find(live, { ...where, strategy: delivery?.strategy }, signal),
      describeEdits(this.#options, target, application, signal),
      this.#options.commits.find(
        questionOf(service, state, resolved.version, source),
      ),
    ]);
    const { ref, name, title, owner } = service;
    return {
      service: { ref, name, title, owner },
      from,
      to,
      ...resolved,
      expectedImage: expectedImage(resolved, state, delivery),
      current: { version: state.version, image: state.image },
      delivery: toEnvironmentSummary(environment).delivery,
      notUnderstood: notKnown.notUnderstood,
      unasked: notKnown.unasked,
      target,
      application,
      edits,
      commits,
    };
  }
}

/** What to ask for the commits that a version brings to where `state` is. */
function questionOf(
  service: CatalogService,
  state: DeploymentState | undefined,
  version: string,
  source: DeploymentState | undefined,
): CommitQuestion {
  return {
    service,
    from: state?.version,
    to: version,
    gitops: gitopsOf(source),
  };
}

function nowhereToGo({ name }: CatalogService, environment: string) {
  return new ConflictError(
    `Nothing of ${name} is in ${environment}, so there is nowhere to write a version: no application of Argo CD belongs to both. Label one with towpath.dev/service: ${name} and towpath.dev/environment: ${environment}`,
  );
}
