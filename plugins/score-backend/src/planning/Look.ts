import type { PlannedResource } from '@towpath/plugin-score-common';
import {
  planResources,
  type Diagnostic,
  type KubernetesObject,
  type Outputs,
  type ResourcePlan,
  type ReadFindings,
  type Workload,
} from '@towpath/score';
import type { ResolvedResource } from '../model/Resolved';
import type { ResourceRecord } from '../model/ResourceRecord';
import type { ResourceUse } from '../model/ResourceUse';
import type { ServicePlace } from '../model/ServicePlace';
import type { DefinitionPlace } from './resolveResources';

/** What is found out about the resources of one workload in one place. */
export interface Look<Place extends DefinitionPlace = ServicePlace> {
  workload: Workload;
  /** In the file. */
  positionOf?: ReadFindings['positionOf'];
  place: Place;
  plan: ResourcePlan;
  /** What the place has already. */
  records: ResourceRecord[];
  /** Who else uses those, by id. */
  users: Map<string, ResourceUse[]>;
  /** What the place uses of others already, and what that is. */
  uses: { use: ResourceUse; record: ResourceRecord }[];
  resolved: { id: string; resource: ResolvedResource }[];
  /** Of those that the workload asks for, in the order of the plan. */
  changes: PlannedResource[];
  /** By uid. */
  outputs: Map<string, Outputs>;
  /** Objects that resources bring with them. */
  manifests: KubernetesObject[];
  diagnostics: Diagnostic[];
}

export function emptyLook<Place extends DefinitionPlace>(
  workload: Workload,
  place: Place,
  positionOf?: ReadFindings['positionOf'],
): Look<Place> {
  const plan = planResources([workload]);
  return {
    ...{ workload, place, positionOf, plan },
    records: [],
    users: new Map(),
    uses: [],
    resolved: [],
    changes: [],
    outputs: new Map(),
    manifests: [],
    diagnostics: [...plan.diagnostics],
  };
}
