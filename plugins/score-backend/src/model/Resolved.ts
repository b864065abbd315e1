import type { JsonObject } from '@backstage/types';
import type {
  Explanation,
  ResourceDefinition,
} from '@towpath/resource-definitions';
import type { PlannedResource } from '@towpath/score';
import type { ResourceRecord } from './ResourceRecord';

/** A resource that a workload needs, with the definition that provides it here. */
export interface ResolvedResource {
  planned: PlannedResource;
  /** As the workload calls it first. */
  name: string;
  definition: ResourceDefinition;
  /** Why that one, and why no other of its type. */
  considered: Explanation['considered'];
  /** What the place has of it already. */
  record?: ResourceRecord;
}

/** What its driver is asked, once its params are known. */
export interface FilledResource extends ResolvedResource {
  settings: JsonObject;
  params: JsonObject;
}

/** Stands for an output that nobody knows before the resource is there. */
export const KNOWN_AFTERWARDS = '(known after it is provided)';
