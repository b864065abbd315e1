import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type {
  PlannedResource,
  ScoreDiagnostic,
} from '@towpath/plugin-score-common';
import type { Workload } from '@towpath/score';
import type { ResourceStore } from '../database/ResourceStore';
import type { UseStore } from '../database/UseStore';
import { digestOf } from '../model/digestOf';
import type { Draft, PlanBody } from '../model/Draft';
import type { ResourceRecord } from '../model/ResourceRecord';
import {
  isDelivered,
  type GonePlace,
  type ServicePlace,
} from '../model/ServicePlace';
import type { ServicePlaces } from '../places/ServicePlaces';
import { costOf } from './costOf';
import type { PlanJudge } from './PlanJudge';
import type { PlaceRenderer } from './PlaceRenderer';
import { whyFrozen } from './Planner';
import { findUses } from './findUses';
import { changesAny, planUnused, whyUsersKeep } from './planRemoval';

/** Whose things are to go, and where. */
interface RemovalQuestion {
  entity: Entity;
  environment: string;
  requestedBy: string;
}

interface Parts {
  places: ServicePlaces;
  resources: ResourceStore;
  uses: UseStore;
  renderer: PlaceRenderer;
  judge: PlanJudge;
}

/** Works out what would go when a service has nothing more in an environment. It changes nothing. */
export class RemovalPlanner {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * The Score file is not read: it may be gone, and what is there was provided.
   *
   * @throws as {@link Planner.plan}
   */
  async plan({
    entity,
    environment,
    requestedBy,
  }: RemovalQuestion): Promise<Draft<ServicePlace | GonePlace>> {
    const service = stringifyEntityRef(entity);
    const at = { service, environment };
    const records = await this.#parts.resources.findLive(at);
    const place = await this.#parts.places.findForRemoval(
      entity,
      environment,
      records.find(({ request }) => request.namespace)?.request.namespace,
    );
    const { users, uses } = await findUses(this.#parts, at, records);
    const resources = planUnused(
      { records, uses },
      { wanted: new Set(), keepsUnused: false },
    );
    const files = isDelivered(place)
      ? await this.#parts.renderer.withoutRendered(place)
      : [];
    const { cost, whyNot, ...judged } = await this.#judge(place, {
      ...{ records, resources, requestedBy },
    });
    const body = { service, environment, resources, files };
    return {
      body: {
        ...body,
        ...judged,
        whyNot: whyUsersKeep({ users }, resources) ?? whyNot,
        ...{ removes: true, cost },
        diagnostics: isDelivered(place) ? [] : [notDeployed(place)],
        digest: digestOf(body),
        hasEffect: changesAny(resources) || files.length > 0,
        waitsFor: whyFrozen(place),
      },
      source: { text: '' },
      place,
      frozen: whyFrozen(place),
    };
  }

  async #judge(
    place: ServicePlace | GonePlace,
    asked: {
      records: ResourceRecord[];
      resources: PlannedResource[];
      requestedBy: string;
    },
  ): Promise<Pick<PlanBody, 'verdicts' | 'approvals' | 'whyNot' | 'cost'>> {
    const { records, resources, requestedBy } = asked;
    const cost = costOf(records, resources);
    const { verdicts, approvals, denied } = await this.#parts.judge.judge({
      ...{ place, resources, requestedBy, objects: [], removes: true },
      shared: [],
      workload: nothingOf(place),
      cost: cost.amounts,
    });
    return { verdicts, approvals, whyNot: denied, cost: cost.shown };
  }
}

/** Nobody knows any more which folder it deployed. */
function notDeployed({ service, environment }: GonePlace): ScoreDiagnostic {
  return {
    severity: 'note',
    code: 'provision/application-gone',
    message: `${service.name} has no application in ${environment.name} any more, so nothing of it is deployed. Its resources go; what its folder in Git holds stays there`,
  };
}

/** What rules about workloads see: one that runs nothing, with a name that objects can have. */
function nothingOf({ service }: Pick<ServicePlace, 'service'>): Workload {
  const name = service.name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return {
    apiVersion: 'score.dev/v1b1',
    metadata: { name },
    containers: {},
  };
}
