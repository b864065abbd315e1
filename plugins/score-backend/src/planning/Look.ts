import type { PlannedResource } from '@towpath/plugin-score-common';
import {
  planResources,
  type Diagnostic,
  type KubernetesObject,
  type Outputs,
  type ResourcePlan,
  type Workload,
} from '@towpath/score';
import type { ResolvedResource } from '../model/Resolved';
import type { ResourceRecord } from '../model/ResourceRecord';
import type { ServicePlace } from '../model/ServicePlace';

/** What is found out about the resources of one workload in one place. */
export interface Look {
  workload: Workload;
  place: ServicePlace;
  plan: ResourcePlan;
  /** What the place has already. */
  records: ResourceRecord[];
  resolved: { id: string; resource: ResolvedResource }[];
  /** Of those that the workload asks for, in the order of the plan. */
  changes: PlannedResource[];
  /** By uid. */
  outputs: Map<string, Outputs>;
  /** Objects that resources bring with them. */
  manifests: KubernetesObject[];
  diagnostics: Diagnostic[];
}

export function emptyLook(workload: Workload, place: ServicePlace): Look {
  const plan = planResources([workload]);
  return {
    ...{ workload, place, plan },
    records: [],
    resolved: [],
    changes: [],
    outputs: new Map(),
    manifests: [],
    diagnostics: [...plan.diagnostics],
  };
}
