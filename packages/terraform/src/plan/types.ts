import type { JsonValue } from '@backstage/types';
import type { PlanAction } from '../events/types';

/** A value as it may be shown: itself, or why it is not. */
export type ShownValue =
  | { value: JsonValue }
  | { sensitive: true }
  | { unknown: true };

/** One attribute that changes. A side that does not exist is absent. */
export interface AttributeChange {
  /** Such as `tags.team` or `rule[0].port`. */
  path: string;
  before?: ShownValue;
  after?: ShownValue;
  /** This change is why the resource is replaced. */
  forcesReplacement?: true;
}

export interface ResourceChange {
  address: string;
  type: string;
  mode: 'managed' | 'data';
  provider: string;
  action: PlanAction;
  /** The address it had before it was moved. */
  movedFrom?: string;
  /** The id under which it is taken over, empty where that is known later. */
  importedAs?: string;
  /** A replacement makes the new one before it deletes the old one. */
  createsFirst?: true;
  /** An object left behind by an earlier replacement. */
  deposed?: string;
  /** Terraform's own name of the cause, such as `replace_because_tainted`. */
  reason?: string;
  attributes: AttributeChange[];
}

export interface OutputChange {
  name: string;
  action: 'create' | 'update' | 'delete';
  before?: ShownValue;
  after?: ShownValue;
}

export interface CheckResult {
  address: string;
  status: string;
  problems: string[];
}

/**
 * What may be known of a plan outside of its run: an allow-listed part of `terraform show -json`
 * without secrets. Configuration, variables and states are not in it.
 */
export interface PlanProjection {
  terraformVersion: string;
  /** Whether applying it would do anything. */
  applyable: boolean;
  /** False when planning ended with an error, and such a plan is never applied; or when only some addresses were planned. */
  complete: boolean;
  resources: ResourceChange[];
  /** What somebody changed outside of Terraform since the last apply. */
  drift: ResourceChange[];
  outputs: OutputChange[];
  /** Checks that do not pass. */
  checks: CheckResult[];
}
