import type { JsonObject } from '@backstage/types';
import type { PlanProjection } from '../plan/types';
import type { Following } from '../run/CommandRunner';
import type { PlanOptions } from '../run/types';

/** What every request to a stack says. */
export interface StackRequest extends Following {
  /** Names the run; asking again with the same id goes on with what was begun. */
  run: string;
  /** Who asks, in words for people, such as `task 4f2 of user:default/ada`. */
  by: string;
}

export interface PlanRequest extends StackRequest, PlanOptions {
  /** Folder of the module; it is copied. */
  source: string;
  /**
   * Where it comes from, as the platform knows it: `platform:NAME`, `https://…//folder` of Git, `acme/network/aws` of a
   * registry. What the platform allows is allowed by it. Default: `archive`, handed over by somebody.
   */
  origin?: string;
  variables?: JsonObject;
  /** Variables that are nobody's to see: `sensitive`, whatever the module says. It must have them. */
  secrets?: JsonObject;
  /** Plan the end of everything in the stack. */
  destroy?: boolean;
  /** Only look, beside whatever runs on the stack: its plan is applied by nobody. */
  preview?: boolean;
  /** What exists and is to be taken over, each under an address of the module; the plan shows it. */
  imports?: ResourceImport[];
}

/** Something that exists, and where it belongs. */
export interface ResourceImport {
  address: string;
  /** As its provider names it. */
  id: string;
}

export interface ApplyRequest extends Following {
  run: string;
  /** The digest of the plan that was shown. */
  digest: string;
}

/** A plan as it may be shown, and what names it. */
export interface StackPlan {
  run: string;
  /** SHA-256 of the plan file: what an apply is bound to. */
  digest: string;
  projection: PlanProjection;
}
