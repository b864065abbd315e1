import {
  outputsFor,
  whoMayUse,
  type ResourceDefinition,
  type ResourceDefinitions,
  type SharingParty,
} from '@towpath/resource-definitions';
import {
  resourceUid,
  type Diagnostic,
  type PlannedResource,
  type ResourcePlan,
} from '@towpath/score';
import type { ResourceStore } from '../database/ResourceStore';
import type { UseStore } from '../database/UseStore';
import type { ResolvedResource, Shared } from '../model/Resolved';
import type { Place, ResourceRecord } from '../model/ResourceRecord';
import { ownerOf, systemOf, type ServicePlaces } from '../places/ServicePlaces';
import { wasCalled } from './movedFrom';
import type { DefinitionPlace } from './resolveResources';
import { nameInFile } from './withBrought';

/** What is another service's, with the definition by which that one has it. */
export interface SharedResource extends Shared {
  definition: ResourceDefinition;
}

interface Found {
  /** By uid. */
  shared: Map<string, SharedResource>;
  diagnostics: Diagnostic[];
}

/** Finds what other services of the environment have under the ids of a workload, and whether it may use that. */
export class SharedResources {
  readonly #parts: {
    resources: ResourceStore;
    uses: UseStore;
    places: Pick<ServicePlaces, 'entityForPortal'>;
  };

  constructor(parts: {
    resources: ResourceStore;
    uses: UseStore;
    places: Pick<ServicePlaces, 'entityForPortal'>;
  }) {
    this.#parts = parts;
  }

  /** @throws what the catalog answers when it cannot be asked */
  async find(
    plan: ResourcePlan,
    {
      place,
      definitions,
    }: { place: DefinitionPlace; definitions: ResourceDefinitions },
  ): Promise<Found> {
    const found: Found = { shared: new Map(), diagnostics: [] };
    const at = {
      service: place.service.ref,
      environment: place.environment.name,
    };
    const others = await this.#ofOthers(plan, at);
    if (others.length === 0) return found;
    const uses = await this.#parts.uses.ofPlace(at);
    for (const { record, planned } of others) {
      const definition = definitions.get(record.definition);
      const answer = await this.#mayUse(record, planned, {
        definition,
        user: at.service,
      });
      if (definition && answer) {
        const isBegun = uses.some(({ resource }) => resource === record.id);
        found.shared.set(planned.uid, {
          ...{ record, isBegun, ...answer },
          definition: withOutputsOf(record, definition),
        });
      } else {
        const [{ resource }] = planned.usedBy;
        found.diagnostics.push(foreign(record, resource));
      }
    }
    return found;
  }

  /** With what was called so when it began to be used: that its owner has moved takes it from nobody. */
  async #ofOthers(plan: ResourcePlan, at: Place) {
    const { resources, uses } = this.#parts;
    const [others, begun] = await Promise.all([
      resources.findOfOthers(
        at,
        plan.resources.map(({ uid }) => uid),
      ),
      uses.ofPlace(at),
    ]);
    const used = await resources.findAll(begun.map(({ resource }) => resource));
    return plan.resources.flatMap(planned => {
      const { uid } = planned;
      const record =
        used.find(one => one.uid === uid || wasCalled(one, uid)) ??
        others.find(one => one.uid === uid);
      return record ? [{ planned, record }] : [];
    });
  }

  /** What resources bring and another service has already: an id must not reach it. */
  async refuse(
    resources: ResolvedResource[],
    at: Place,
  ): Promise<Diagnostic[]> {
    const brought = resources.filter(one => one.brought);
    if (brought.length === 0) return [];
    const others = await this.#parts.resources.findOfOthers(
      at,
      brought.map(({ planned }) => planned.uid),
    );
    return others.map(record => {
      const one = brought.find(({ planned }) => planned.uid === record.uid)!;
      const { name: definition } = one.brought!.by.definition;
      return foreign(record, nameInFile(one), definition);
    });
  }

  /** Undefined where it may not. */
  async #mayUse(
    record: ResourceRecord,
    planned: PlannedResource,
    {
      definition,
      user: ref,
    }: { definition: ResourceDefinition | undefined; user: string },
  ): Promise<Pick<Shared, 'asks'> | undefined> {
    // Neither side reaches by chance what it has not named.
    if (!record.byId || !isById(planned) || !definition?.sharing) {
      return undefined;
    }
    const [owner, user] = await Promise.all([
      this.#partyOf(record.service),
      this.#partyOf(ref),
    ]);
    const answer = whoMayUse(definition, { owner, user });
    if (answer === 'no') return undefined;
    return answer === 'named' ? {} : { asks: owner.owner ?? null };
  }

  async #partyOf(ref: string): Promise<SharingParty> {
    const entity = await this.#parts.places.entityForPortal(ref);
    if (!entity) return { ref };
    return { ref, owner: ownerOf(entity), system: systemOf(entity) };
  }
}

/** Whether a Score file asks for it by an id, so that it is not one workload's alone. */
export function isById({ uid, type, class: kind, usedBy }: PlannedResource) {
  return usedBy.every(
    ({ workload, resource }) =>
      resourceUid(workload, resource, { type, class: kind }) !== uid,
  );
}

/** What another service has under the same id is its own: an id must not reach it. */
function foreign(
  record: ResourceRecord,
  name: string,
  bringer?: string,
): Diagnostic {
  const { uid, service, environment } = record;
  return {
    severity: 'error',
    code: 'provision/foreign',
    message: `${uid} belongs to ${service} in ${environment}, and is not shared with this service`,
    path: ['resources', name, bringer ? 'type' : 'id'],
    fix: {
      text: bringer
        ? `give it another id in the definition ${bringer}, which brings it`
        : 'give it another id, or none; or have the platform team share it',
      automatic: false,
    },
  };
}

/** Where each param is given out, those are the params of its owner. */
function withOutputsOf(
  { request }: ResourceRecord,
  definition: ResourceDefinition,
): ResourceDefinition {
  if (!definition.outputs['*']) return definition;
  return { ...definition, outputs: outputsFor(definition, request.params) };
}
