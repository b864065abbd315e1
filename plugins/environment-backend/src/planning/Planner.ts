import type { GateReport } from '@towpath/plugin-environment-common';
import type { GateSubject } from '@towpath/plugin-environment-node';
import type { ServiceCatalog } from '../catalog/ServiceCatalog';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import type { PlacedService, Places } from '../deployments/Places';
import { digestOf } from '../model/digestOf';
import type { Change, PromotionPlan } from '../model/PromotionPlan';
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

/** Asks every gate of an environment, those that always hold among them. */
export interface GateEvaluator {
  evaluate(subject: GateSubject, signal?: AbortSignal): Promise<GateReport[]>;
}

interface PlannerOptions {
  catalog: ServiceCatalog;
  deployments: DeploymentStore;
  changes: ChangeFinder;
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

/** Types of gates. A roll back skips the others: soak time, approval, checks. */
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
    circumstances: Omit<Circumstances, 'rollback' | 'freezeOverride'>,
    signal?: AbortSignal,
  ): Promise<PromotionPlan> {
    const change = await this.#options.changes.find(placed, request, signal);
    const gates = await this.#ask(
      change,
      placed.places,
      { ...circumstances, rollback: false },
      signal,
    );
    const { service, from, to, version, current, edits } = change;
    const digest = digestOf({
      what: service.ref,
      from,
      to,
      version,
      current: current?.version,
      edits,
    });
    return { ...change, gates, digest };
  }

  /** The plan of a promotion made anew, for the version it was asked for. */
  async planAgain(
    run: Pick<PromotionRun, 'input' | 'state' | 'requestedBy'>,
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
      },
      signal,
    );
  }

  /** @throws ConflictError when the application that a run delivers to is not its service's any more */
  requirePlace(run: DeliveryRun): Promise<void> {
    return requirePlace(this.#options.deployments, deliveryOf(run));
  }

  /** The gates that keep a roll back from beginning now. */
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
