import type { JsonObject } from '@backstage/types';
import type { Money, ResourceStatus } from '@towpath/plugin-score-common';
import type { KubernetesObject } from '@towpath/score';

/** What a driver is asked for, and where. */
interface ProvideInput {
  settings: JsonObject;
  params: JsonObject;
  /** Where the workload runs in the cluster; absent in what was provided before it was kept. */
  namespace?: string;
  /** Of the environment; absent as above. */
  tier?: string;
}

/** What objects of a resource are called in a cluster. */
export interface ObjectNames {
  slug: string;
  /** The Secret of its secret outputs, for the workload. */
  secretName: string;
}

/** What was taken over. */
interface Imported {
  /** As the entry named it. */
  what: JsonObject;
  /** For people. */
  name: string;
}

/** A resource of a service in one environment, as it is kept. */
export interface ResourceRecord {
  /** A UUID. */
  id: string;
  /** Entity reference. */
  service: string;
  /** Entity reference of who owns the service. */
  owner?: string;
  environment: string;
  uid: string;
  type: string;
  class: string;
  /** In the Score file. */
  name: string;
  /** Its service asks for it by an id: it is not that of one workload alone. */
  byId: boolean;
  /** Uid of the resource that it comes with; absent for what the Score file asks for. */
  broughtBy?: string;
  /** Where they are not those of its uid: one that was moved keeps the first. */
  names?: ObjectNames;
  /** What it was called before it was moved, the first first. */
  former: { uid: string; name: string }[];
  /** What it was before it became this resource; absent for what was made for it. */
  imported?: Imported;
  /** Uids of what it came after, and goes before. */
  needs: string[];
  definition: string;
  driver: string;
  holdsData: boolean;
  onRemoval: 'delete' | 'retain';
  status: ResourceStatus;
  message?: string;
  request: ProvideInput;
  /** What the driver answered last; absent before the first answer. */
  state?: JsonObject;
  outputs: JsonObject;
  manifests: KubernetesObject[];
  kept?: JsonObject;
  restore?: string;
  keptUntil?: Date;
  cost?: Money;
  run?: string;
  updatedAt: Date;
}

/** Where a resource belongs. */
export interface Place {
  /** Entity reference. */
  service: string;
  environment: string;
}
