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
import { withBrought } from './withBrought';

/** What of a place definitions ask about. */
export type DefinitionPlace = Pick<
  ServicePlace,
  'service' | 'environment' | 'annotations'
>;

interface Parts {
  definitions: ResourceDefinitions;
  place: DefinitionPlace;
  records: ResourceRecord[];
  /** What other services have of it, by uid. */
  shared: ReadonlyMap<string, SharedResource>;
}

/**
 * The definition of each resource, with what they bring, each after those that it needs; the plan with all of them; and
 * what has no definition.
 */
export function resolveResources(
  plan: ResourcePlan,
  parts: Parts,
): {
  plan: ResourcePlan;
  resources: ResolvedResource[];
  diagnostics: Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const asked = plan.resources.flatMap(
    planned => resolveAsked(planned, parts, diagnostics) ?? [],
  );
  const all = withBrought(asked, {
    resolve: (one, params) => resolveBrought(one, params, parts),
    contextOf: (one, params) => contextOf(one, params, parts.place),
  });
  diagnostics.push(...all.diagnostics);
  return {
    plan: planOf(plan, all.resources),
    resources: all.resources,
    diagnostics,
  };
}

/** The plan with what is brought, in the order of the resources. */
function planOf(
  plan: ResourcePlan,
  resources: ResolvedResource[],
): ResourcePlan {
  const byUid = new Map(
    [...plan.resources, ...resources.map(({ planned }) => planned)].map(
      planned => [planned.uid, planned],
    ),
  );
  return {
    ...plan,
    resources: resources.map(({ planned }) => planned),
    resource: uid => (uid === undefined ? undefined : byUid.get(uid)),
  };
}

function resolveAsked(
  planned: PlannedResource,
  parts: Parts,
  diagnostics: Diagnostic[],
): ResolvedResource | undefined {
  const shared = parts.shared.get(planned.uid);
  const record = recordOf(planned, parts);
  const context = contextOf(
    { planned, record },
    planned.params ?? {},
    parts.place,
  );
  const { name } = context.resource;
  if (shared) return toShared(planned, name, shared);
  const { definition, refusal } = parts.definitions.find(context);
  if (!definition || definition.broughtOnly) {
    diagnostics.push({
      severity: 'error',
      code: `provision/${refusal?.reason ?? 'brought-only'}`,
      message:
        refusal?.message ??
        `no Score file can ask for ${planned.type}: it comes with resources that bring it`,
      path: ['resources', name, 'type'],
    });
    return undefined;
  }
  const { considered } = parts.definitions.explain(context);
  if (!record) diagnostics.push(...notThere(planned, definition, context));
  return { planned, name, definition, considered, record };
}

/** The same for something that is brought, or why not. */
function resolveBrought(
  one: Pick<ResolvedResource, 'planned' | 'name' | 'brought'>,
  params: Record<string, unknown>,
  parts: Parts,
): ResolvedResource | string {
  const record = recordOf(one.planned, parts);
  const context = contextOf({ ...one, record }, params, parts.place);
  const { definition, refusal } = parts.definitions.find(context);
  if (!definition) return refusal.message;
  const { considered } = parts.definitions.explain(context);
  return { ...one, definition, considered, record };
}

function recordOf(
  { uid }: PlannedResource,
  { records }: Parts,
): ResourceRecord | undefined {
  return records.find(record => record.uid === uid);
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
  { planned }: Pick<ResolvedResource, 'planned' | 'record'>,
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
