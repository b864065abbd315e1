import type {
  DeploymentState,
  EnvironmentEntityV1alpha1,
  GateReport,
} from '@towpath/plugin-environment-common';
import type { GateSubject } from '@towpath/plugin-environment-node';
import type { ServiceCatalog } from '../catalog/ServiceCatalog';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import type { PlacedService, Places } from '../deployments/Places';
import { digestOf } from '../model/digestOf';
import type {
  Change,
  PlannedNeeds,
  PromotionPlan,
} from '../model/PromotionPlan';
import { requirePlace } from '../deployments/requirePlace';
import {
  deliveryOf,
  planOf,
  type DeliveryRun,
  type PromotionRun,
  type RollbackRun,
} from '../model/runs';

/** Which version goes where. */
export interface VersionRequest {
  from: string;
  to: string;
  /** Default is what is synced and healthy in `from`. */
  version?: string;
}

/** Finds out what a promotion would write. */
export interface ChangeFinder {
  /** @throws NotFoundError, InputError or ConflictError that says what is missing or ambiguous. */
  find(
    placed: PlacedService,
    request: VersionRequest,
    signal?: AbortSignal,
  ): Promise<Change>;
}

/** What is asked of delivery strategies. */
export interface NeedsQuestion {
  change: Change;
  /** Where the version goes. */
  environment: EnvironmentEntityV1alpha1;
  /** By which the source of the version is found. */
  source: SourceQuestion;
  requestedBy: string;
  /** Id of the promotion that asks, once there is one. */
  promotion?: string;
}

/** Which version of a service, and where it was recorded what it was made from. */
export interface SourceQuestion {
  service: PlacedService['service'];
  version: string;
  /** Where versions are written, at a commit that has this one; absent when unknown. */
  gitops?: { repository: string; revision: string };
}

/** What a version needs, and the gates that follow from it. */
export interface FoundNeeds {
  /** Absent where it is not known; then a gate is closed. */
  planned?: PlannedNeeds;
  gates: GateReport[];
}

/** Finds out what a version needs beside its image. */
export interface NeedsFinder {
  /** Undefined where no strategy covers the place. */
  find(
    question: NeedsQuestion,
    signal?: AbortSignal,
  ): Promise<FoundNeeds | undefined>;
}

/** Asks every gate of an environment, those that always hold among them. */
export interface GateEvaluator {
  evaluate(subject: GateSubject, signal?: AbortSignal): Promise<GateReport[]>;
}

interface PlannerOptions {
  catalog: ServiceCatalog;
  deployments: DeploymentStore;
  changes: ChangeFinder;
  needs: NeedsFinder;
  gates: GateEvaluator;
}

type Circumstances = Pick<
  GateSubject,
  | 'requestedBy'
  | 'automatic'
  | 'rollback'
  | 'freezeOverride'
  | 'setbackOverride'
>;

/** Of a promotion; with its id once there is one. */
type PlanCircumstances = Omit<Circumstances, 'rollback' | 'freezeOverride'> & {
  promotion?: string;
};

/** Types of gates. A rollback skips the others: soak time, approval, checks. */
const HOLD_ROLLBACKS = ['freeze', 'rule'];

/** Works out what a promotion would do, as it stands now. */
export class Planner {
  readonly #options: PlannerOptions;

  constructor(options: PlannerOptions) {
    this.#options = options;
  }

  /**
   * Reads what plans and gates are made of; `service` is a name or an entity reference.
   *
   * @throws NotFoundError, InputError
   */
  async look(service: string): Promise<PlacedService> {
    const { catalog, deployments } = this.#options;
    const found = await catalog.getService(service);
    return { service: found, places: await deployments.readPlaces(found.ref) };
  }

  /** A plan for a request; the version is fixed from here on. */
  async plan(
    placed: PlacedService,
    request: VersionRequest,
    { promotion, ...circumstances }: PlanCircumstances,
    signal?: AbortSignal,
  ): Promise<PromotionPlan> {
    const change = await this.#options.changes.find(placed, request, signal);
    const [gates, needs] = await Promise.all([
      this.#ask(
        change,
        placed.places,
        { ...circumstances, rollback: false },
        signal,
      ),
      this.#options.needs.find(
        needsQuestion(placed, change, { ...circumstances, promotion }),
        signal,
      ),
    ]);
    const { service, from, to, version, current, edits } = change;
    const digest = digestOf({
      what: service.ref,
      from,
      to,
      version,
      current: current?.version,
      edits,
      needs: needs?.planned?.digest,
    });
    return {
      ...change,
      gates: [...gates, ...(needs?.gates ?? [])],
      needs: needs?.planned,
      digest,
    };
  }

  /** The plan of a promotion made anew, for the version it was asked for. */
  async planAgain(
    run: Pick<PromotionRun, 'id' | 'input' | 'state' | 'requestedBy'>,
    signal?: AbortSignal,
  ): Promise<PromotionPlan> {
    const { service, from, to, version } = planOf(run);
    return this.plan(
      await this.look(service.ref),
      { from, to, version },
      {
        requestedBy: run.requestedBy,
        automatic: run.input.automatic,
        setbackOverride: overrideOf(run.input),
        promotion: run.id,
      },
      signal,
    );
  }

  /** @throws ConflictError when the application that a run delivers to is not its service's any more */
  requirePlace(run: DeliveryRun): Promise<void> {
    return requirePlace(this.#options.deployments, deliveryOf(run));
  }

  /** The gates that keep a rollback from beginning now. */
  async closedForRollback(
    { input, requestedBy }: Pick<RollbackRun, 'input' | 'requestedBy'>,
    signal?: AbortSignal,
  ): Promise<GateReport[]> {
    const { reversal, reason, overrideFreeze } = input;
    const { ref } = reversal.service;
    const gates = await this.#ask(
      reversal,
      await this.#options.deployments.readPlaces(ref),
      {
        requestedBy,
        automatic: false,
        rollback: true,
        ...(overrideFreeze && { freezeOverride: reason }),
      },
      signal,
    );
    return gates.filter(
      ({ type, state }) => HOLD_ROLLBACKS.includes(type) && state === 'closed',
    );
  }

  async #ask(
    {
      service,
      from,
      to,
      version,
      image = '',
    }: Pick<Change, 'service' | 'from' | 'to' | 'version'> & { image?: string },
    places: Places,
    circumstances: Circumstances,
    signal?: AbortSignal,
  ): Promise<GateReport[]> {
    return this.#options.gates.evaluate(
      {
        service,
        environment: places.environment(to),
        source: places.environment(from),
        version,
        image,
        from: places.stateIn(from),
        to: places.stateIn(to),
        ...circumstances,
      },
      signal,
    );
  }
}

function needsQuestion(
  { service, places }: PlacedService,
  change: Change,
  {
    requestedBy = '',
    promotion,
  }: Pick<PlanCircumstances, 'requestedBy' | 'promotion'>,
): NeedsQuestion {
  const from = places.stateIn(change.from);
  return {
    change,
    environment: places.environment(change.to),
    source: { service, version: change.version, gitops: gitopsOf(from) },
    requestedBy,
    promotion,
  };
}

/** Where the versions of an environment are written, at the commit that runs. */
export function gitopsOf(
  state: DeploymentState | undefined,
): SourceQuestion['gitops'] {
  const [gitops] = state?.sources ?? [];
  if (!gitops || !state?.revision) return undefined;
  const [revision] = state.revision.split(',');
  return { repository: gitops.repoURL, revision };
}

/** Why a version comes again although it failed or was rolled back; absent when nobody said so. */
export function overrideOf({
  overrideSetback,
  reason,
}: {
  overrideSetback?: boolean;
  reason?: string;
}): string | undefined {
  return overrideSetback ? reason?.trim() : undefined;
}
