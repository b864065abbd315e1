import type { JsonObject } from '@backstage/types';
import type {
  BroughtDefinition,
  Explanation,
  ResourceDefinition,
} from '@towpath/resource-definitions';
import type { PlannedResource, Workload } from '@towpath/score';
import type { ImportEntry } from './ImportEntry';
import type { ObjectNames, ResourceRecord } from './ResourceRecord';

/** That a resource is another service's, and is used. */
export interface Shared {
  /** What its owner has. */
  record: ResourceRecord;
  /** It uses it already. */
  isBegun: boolean;
  /** Entity reference of who has to agree first, null where nobody could; absent where nobody has to. */
  asks?: string | null;
}

/** That a resource comes with another one. */
interface Brought {
  by: ResolvedResource;
  /** As the definition of that one has it. */
  as: BroughtDefinition;
}

/** A resource that a workload needs, with the definition that provides it here. */
export interface ResolvedResource {
  planned: PlannedResource;
  /** As the workload calls it first. */
  name: string;
  definition: ResourceDefinition;
  /** Why that one, and why no other of its type. */
  considered: Explanation['considered'];
  /** What the place has of it already, under whichever name. */
  record?: ResourceRecord;
  /** Of its objects, where they are not those of its uid. */
  names?: ObjectNames;
  /** It is that of another service; then there is no record of its own. */
  shared?: Shared;
  /** No Score file asks for it: it comes with another one. */
  brought?: Brought;
  /** It is to become what exists already. */
  entry?: ImportEntry;
  /** What it brings before itself. */
  before?: ResolvedResource[];
}

/** What its driver is asked, once its params are known. */
export interface FilledResource extends ResolvedResource {
  settings: JsonObject;
  params: JsonObject;
  workload: Workload;
  /** They take what nobody knows before others are there, so its driver cannot be asked yet. */
  waits: boolean;
}

/** Stands for an output that nobody knows before the resource is there. */
export const KNOWN_AFTERWARDS = '(known after it is provided)';
