import { isDeepStrictEqual } from 'node:util';
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
import { freeNames, namesOf, namesOfRecord } from './keptNames';
import { withBrought, type Arrival } from './withBrought';

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
  /** What goes on under another name, by the uid that it gets. */
  moves: ReadonlyMap<string, ResourceRecord>;
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
  const known = knownOf(planned, recordOf(planned, parts), parts);
  const context = contextOf(known, planned.params ?? {}, parts.place);
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
  if (!known.record) {
    diagnostics.push(...notThere(planned, definition, context));
  }
  return { ...known, name, definition, considered };
}

/** The same for something that is brought, or why not. */
function resolveBrought(
  one: Arrival,
  params: Record<string, unknown>,
  parts: Parts,
): ResolvedResource | string {
  const record = recordOf(one.planned, parts) ?? movedAlong(one, parts);
  const known = knownOf(one.planned, record, parts);
  const context = contextOf(known, params, parts.place);
  const { definition, refusal } = parts.definitions.find(context);
  if (!definition) return refusal.message;
  const { considered } = parts.definitions.explain(context);
  return { ...one, ...known, definition, considered };
}

type Known = Pick<ResolvedResource, 'planned' | 'record' | 'names'>;

function recordOf(
  { uid }: PlannedResource,
  { records, moves }: Parts,
): ResourceRecord | undefined {
  // What has the uid now may be about to move on.
  return moves.get(uid) ?? records.find(record => record.uid === uid);
}

/** What came with something that is called otherwise from now on. */
function movedAlong(
  { planned: { type, class: kind }, brought }: Arrival,
  { records }: Parts,
): ResourceRecord | undefined {
  const { record: bringer } = brought.by;
  return (
    bringer &&
    records.find(
      one =>
        one.broughtBy === bringer.uid &&
        one.name === `${bringer.name}.${brought.as.name}` &&
        one.type === type &&
        one.class === kind,
    )
  );
}

function knownOf(
  planned: PlannedResource,
  record: ResourceRecord | undefined,
  { records }: Parts,
): Known {
  const names = record ? namesOfRecord(record) : freeNames(planned, records);
  const isOwn = isDeepStrictEqual(names, namesOf(planned));
  return { planned, record, ...(isOwn ? {} : { names }) };
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
  { planned, names }: Pick<ResolvedResource, 'planned' | 'names'>,
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
      slug: names?.slug,
      name: usedBy[0].resource,
      workload: usedBy[0].workload,
      secretName: names?.secretName ?? bindingName(planned),
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
