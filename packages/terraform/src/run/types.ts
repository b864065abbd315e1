import type { JsonValue } from '@backstage/types';
import type { ChangeCounts, Diagnostic } from '../events/types';

/** How a plan is another one than that of all that the module says. */
export interface PlanOptions {
  /** Addresses to make anew. */
  replace?: string[];
  /** Addresses to plan alone, with what they depend on: such a plan leaves the stack other than its module says. */
  targets?: string[];
  /** Only take into the state what was changed outside of Terraform. */
  refreshOnly?: boolean;
}

/** What was done to one resource. */
export interface ResourceResult {
  address: string;
  /** Such as `create`; a replacement is a `delete` and a `create`. */
  action: string;
  /** Only the state says that it was done: nobody saw the end of what follows, such as a provisioner. */
  saved?: true;
  /** The state has it as damaged, so that the next plan replaces it. */
  tainted?: true;
}

/**
 * - `succeeded`: all was done.
 * - `failed`: Terraform ended by itself with an error.
 * - `interrupted`: it was asked to stop, brought to an end what it had begun and saved the state.
 * - `timed-out`: the same, because the time was over.
 * - `killed`: it ended without a word of its own; what was in flight is unknown.
 */
export type RunOutcome =
  | 'succeeded'
  | 'failed'
  | 'interrupted'
  | 'timed-out'
  | 'killed';

/** How an apply ended, without secrets; outputs that the module does not declare sensitive are whole. */
export interface RunEnding {
  outcome: RunOutcome;
  /** What went wrong where words help to go on. */
  refusal?: 'stale-plan' | 'state-locked';
  /** Whether everything planned was done, which may be so although an error followed it. */
  applied: boolean;
  /** Reported complete; after a kill, what the state confirms or alone tells. */
  complete: ResourceResult[];
  failed: ResourceResult[];
  /** Begun, and nobody can say how it ended, or whether the state has it; look at the real thing, or plan again. */
  unknown: ResourceResult[];
  counts?: ChangeCounts;
  diagnostics: Diagnostic[];
  outputs: Record<string, { sensitive: boolean; value?: JsonValue }>;
  /** False while the newest state is only in the folder of the run. */
  stateSaved: boolean;
  /** What a person can do now, where there is something to do. */
  advice?: string;
}
