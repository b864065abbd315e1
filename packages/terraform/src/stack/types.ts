import type { JsonObject } from '@backstage/types';
import type { TerraformEvent } from '../events/types';
import type { PlanProjection } from '../plan/types';
import type { LockHolder } from './StackLock';

/** What every request to a stack says. */
export interface StackRequest {
  /** Names the run; asking again with the same id goes on with what was begun. */
  run: string;
  /** Who asks, in words for people, such as `task 4f2 of user:default/ada`. */
  by: string;
  /** How long to wait for another run on this stack. Default: not at all. */
  waitMs?: number;
  /** How long the command may take. */
  timeoutMs?: number;
  signal?: AbortSignal;
  onEvent?(event: TerraformEvent): void;
  onWait?(holder: LockHolder): void;
}

export interface PlanRequest extends StackRequest {
  /** Folder of the module; it is copied. */
  source: string;
  variables?: JsonObject;
  /** Variables that are nobody's to see: `sensitive`, whatever the module says. It must have them. */
  secrets?: JsonObject;
  /** Plan the end of everything in the stack. */
  destroy?: boolean;
}

export interface ApplyRequest extends StackRequest {
  /** The digest of the plan that was shown. */
  digest: string;
  /** Secret variables again, for those that Terraform keeps in no plan (`ephemeral`). */
  secrets?: JsonObject;
}

/** A plan as it may be shown, and what names it. */
export interface StackPlan {
  run: string;
  /** SHA-256 of the plan file: what an apply is bound to. */
  digest: string;
  projection: PlanProjection;
}

/** How far a run has come. */
export type RunStage = 'none' | 'planned' | 'applying' | 'ended';
