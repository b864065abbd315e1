import type { Diagnostic, PathSegment } from '../diagnostics/diagnostic';
import {
  compareText,
  formatPath,
  sortDiagnostics,
} from '../diagnostics/diagnostic';
import { sameJson } from '../json';
import { textsIn } from '../placeholder/places';
import { refParts, refsIn } from '../placeholder/tokens';
import type { Workload } from '../types';
import { dependencyOrder, findCycle } from './topology';
import { resourceUid } from './uid';
import type { ResourceUid } from './uid';

/**
 * One resource to provide, however many workloads share it.
 *
 * @public
 */
export interface PlannedResource {
  uid: ResourceUid;
  type: string;
  class: string;
  /** The id in the uid. */
  id: string;
  /** As written: placeholders are not filled in. */
  params?: Record<string, unknown>;
  metadata?: Record<string, unknown>;
  /** The workload whose names the placeholders in `params` use. */
  sourceWorkload: string;
  /** Every place that declares it, sorted. */
  usedBy: { workload: string; resource: string }[];
  /** Resources whose outputs `params` needs, sorted. */
  dependsOn: ResourceUid[];
}

/**
 * What a set of workloads needs.
 *
 * @public
 */
export interface ResourcePlan {
  /** In an order in which each comes after what it depends on. */
  resources: PlannedResource[];
  /** The resource with this uid. */
  resource(uid: ResourceUid | undefined): PlannedResource | undefined;
  /** The uid by workload and resource name. */
  uidOf(workload: string, resource: string): ResourceUid | undefined;
  diagnostics: Diagnostic[];
}

interface Declaration {
  workload: string;
  name: string;
  uid: ResourceUid;
  type: string;
  class: string;
  params?: Record<string, unknown>;
  metadata?: Record<string, unknown>;
  needs: ResourceUid[];
}

/**
 * Plans what to provide for workloads, in an order that depends on nothing but
 * the workloads: layer by layer of the dependencies, sorted by uid in a layer.
 * Conflicts and circles are in `diagnostics`; what stands on a circle is not in
 * `resources`.
 *
 * @public
 */
export function planResources(workloads: Workload[]): ResourcePlan {
  const diagnostics = repeatedNames(workloads);
  const declarations = workloads.flatMap(declarationsOf).sort(byPlace);
  const groups = new Map<ResourceUid, Declaration[]>();
  const uids = new Map<string, ResourceUid>();
  for (const one of declarations) {
    uids.set(JSON.stringify([one.workload, one.name]), one.uid);
    const group = groups.get(one.uid);
    if (group) group.push(one);
    else groups.set(one.uid, [one]);
  }
  const planned = new Map<ResourceUid, PlannedResource>();
  for (const [uid, group] of groups) {
    diagnostics.push(...conflicts(group));
    planned.set(uid, merge(uid, group));
  }
  const graph = new Map(
    [...planned].map(([uid, { dependsOn }]) => [uid, dependsOn]),
  );
  const cycle = findCycle(graph);
  if (cycle) diagnostics.push(circle(cycle, planned));
  return {
    resources: dependencyOrder(graph).map(uid => planned.get(uid)!),
    resource: uid => (uid === undefined ? undefined : planned.get(uid)),
    uidOf: (workload, resource) =>
      uids.get(JSON.stringify([workload, resource])),
    diagnostics: sortDiagnostics(diagnostics),
  };
}

function repeatedNames(workloads: Workload[]): Diagnostic[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { metadata } of workloads) {
    (seen.has(metadata.name) ? repeated : seen).add(metadata.name);
  }
  return [...repeated].map(name => ({
    severity: 'error',
    code: 'plan/repeated-workload',
    message: `two workloads are named ${name}`,
    path: ['metadata', 'name'],
    fix: { text: 'give each workload a name of its own', automatic: false },
  }));
}

function declarationsOf(workload: Workload): Declaration[] {
  const { name: workloadName } = workload.metadata;
  const resources = workload.resources ?? {};
  return Object.entries(resources).map(([name, resource]) => ({
    workload: workloadName,
    name,
    uid: resourceUid(workloadName, name, resource),
    type: resource.type,
    class: resource.class ?? 'default',
    params: resource.params,
    metadata: resource.metadata,
    needs: neededNames(resource.params)
      .filter(needed => Object.hasOwn(resources, needed))
      .map(needed => resourceUid(workloadName, needed, resources[needed])),
  }));
}

/** The resource names that placeholders in params refer to. */
function neededNames(params: unknown): string[] {
  return textsIn(params, []).flatMap(({ text }) =>
    refsIn(text)
      .map(refParts)
      .filter(([root, name]) => root === 'resources' && name)
      .map(([, name]) => name),
  );
}

function byPlace(a: Declaration, b: Declaration): number {
  return compareText(a.workload, b.workload) || compareText(a.name, b.name);
}

function merge(uid: ResourceUid, group: Declaration[]): PlannedResource {
  const withParams = group.find(({ params }) => params !== undefined);
  const source = withParams ?? group[0];
  const metadata = group.find(one => one.metadata !== undefined)?.metadata;
  return {
    uid,
    type: source.type,
    class: source.class,
    id: uid.slice(uid.indexOf('#') + 1),
    ...(source.params ? { params: source.params } : {}),
    ...(metadata ? { metadata } : {}),
    sourceWorkload: source.workload,
    usedBy: group.map(({ workload, name }) => ({ workload, resource: name })),
    dependsOn: [...new Set(source.needs)].sort(compareText),
  };
}

function conflicts(group: Declaration[]): Diagnostic[] {
  return (['params', 'metadata'] as const).flatMap(field => {
    const [first, ...others] = group.filter(one => one[field] !== undefined);
    const odd = others.find(other => !sameJson(other[field], first[field]));
    if (odd) return [conflict(first, odd, field)];
    const apart =
      field === 'params' &&
      others.find(other => !sameJson(other.needs, first.needs));
    return apart ? [sameWordsOtherMeaning(first, apart)] : [];
  });
}

function conflict(
  first: Declaration,
  odd: Declaration,
  field: 'params' | 'metadata',
): Diagnostic {
  const path: PathSegment[] = ['resources', odd.name, field];
  return {
    severity: 'error',
    code: `plan/different-${field}`,
    message: `resource '${
      odd.uid
    }': multiple definitions with different ${field}: ${place(
      first,
    )} and ${place(odd)}`,
    path,
    fix: {
      text: `make the two equal, leave ${formatPath(
        path,
      )} out of one, or give one another id`,
      automatic: false,
    },
  };
}

function sameWordsOtherMeaning(
  first: Declaration,
  other: Declaration,
): Diagnostic {
  return {
    severity: 'error',
    code: 'plan/different-needs',
    message: `resource '${
      first.uid
    }': the placeholders in its params mean other resources in ${place(
      first,
    )} than in ${place(other)}`,
    path: ['resources', other.name, 'params'],
    fix: {
      text: 'give the resources that they name a shared id, or leave params out of one',
      automatic: false,
    },
  };
}

function place({ workload, name }: Declaration): string {
  return `${workload}.resources.${name}`;
}

function circle(
  cycle: ResourceUid[],
  planned: Map<ResourceUid, PlannedResource>,
): Diagnostic {
  const { sourceWorkload, usedBy } = planned.get(cycle[0])!;
  const own = usedBy.find(({ workload }) => workload === sourceWorkload);
  return {
    severity: 'error',
    code: 'plan/cycle',
    message: `resources need each other: ${cycle.join(' needs ')}`,
    path: ['resources', own?.resource ?? '', 'params'],
    fix: {
      text: 'remove one of the placeholders between them',
      automatic: false,
    },
  };
}
