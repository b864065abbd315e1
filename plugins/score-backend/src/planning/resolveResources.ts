import { isAmong } from '@towpath/backend-kit';
import type {
  ResourceContext,
  ResourceDefinition,
  ResourceDefinitions,
} from '@towpath/resource-definitions';
import {
  bindingName,
  type Diagnostic,
  type PlannedResource,
  type ResourcePlan,
} from '@towpath/score';
import type { ResolvedResource } from '../model/Resolved';
import type { ResourceRecord } from '../model/ResourceRecord';
import type { ServicePlace } from '../model/ServicePlace';
import { isById, type SharedResource } from './SharedResources';

/** What of a place definitions ask about. */
export type DefinitionPlace = Pick<
  ServicePlace,
  'service' | 'environment' | 'annotations'
>;

/** The definition of each resource, in the order of the plan, and what has none. */
export function resolveResources(
  plan: ResourcePlan,
  parts: {
    definitions: ResourceDefinitions;
    place: DefinitionPlace;
    records: ResourceRecord[];
    /** What other services have of it, by uid. */
    shared: ReadonlyMap<string, SharedResource>;
  },
): { resources: ResolvedResource[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const byUid = new Map(parts.records.map(record => [record.uid, record]));
  const resources = plan.resources.flatMap(planned => {
    const context = contextOf(planned, planned.params ?? {}, parts.place);
    const shared = parts.shared.get(planned.uid);
    if (shared) return [toShared(planned, context.resource.name, shared)];
    const { definition, refusal } = parts.definitions.find(context);
    const { name } = context.resource;
    if (definition) {
      const { considered } = parts.definitions.explain(context);
      const record = byUid.get(planned.uid);
      if (!record) diagnostics.push(...notThere(planned, definition, context));
      return [{ planned, name, definition, considered, record }];
    }
    diagnostics.push({
      severity: 'error',
      code: `provision/${refusal.reason}`,
      message: refusal.message,
      path: ['resources', name, 'type'],
    });
    return [];
  });
  return { resources, diagnostics };
}

function toShared(
  planned: PlannedResource,
  name: string,
  { definition, ...shared }: SharedResource,
): ResolvedResource {
  return { planned, name, definition, considered: [], shared };
}

/** What the platform says is another service's is not made by whoever comes first. */
function notThere(
  planned: PlannedResource,
  { sharing }: ResourceDefinition,
  { service, environment, resource }: ResourceContext,
): Diagnostic[] {
  const owner = sharing?.owner;
  if (!owner || !isById(planned) || isAmong(service.ref, [owner])) return [];
  return [
    {
      severity: 'error',
      code: 'provision/not-there',
      message: `${owner} provides ${planned.uid}, and has not done so in ${environment.name} yet`,
      path: ['resources', resource.name, 'id'],
      fix: { text: `have it provided for ${owner} first`, automatic: false },
    },
  ];
}

/** What definitions match on, and what their expressions see. */
export function contextOf(
  planned: PlannedResource,
  params: Record<string, unknown>,
  { service, environment, annotations: ofEnvironment }: DefinitionPlace,
): ResourceContext {
  const { uid, type, class: kind, id, metadata = {}, usedBy } = planned;
  const { annotations = {} } = metadata as {
    annotations?: Record<string, string>;
  };
  return {
    resource: {
      ...{ uid, type, class: kind, id, annotations },
      name: usedBy[0].resource,
      workload: usedBy[0].workload,
      secretName: bindingName(planned),
    },
    params,
    service: { ref: service.ref, name: service.name, owner: service.owner },
    environment: {
      name: environment.name,
      tier: environment.tier,
      annotations: ofEnvironment,
    },
  };
}
