import type { Run } from '@towpath/plugin-runs-common';
import type {
  StackEnding,
  StackPlan,
  StackProgress,
  StackVerdict,
} from '@towpath/plugin-terraform-stacks-common';

/** What the backend says of a run on a stack beside what every run has. */
export interface StackRunDetails {
  stack: string;
  /** Where the module comes from, in words; absent for one that was handed over. */
  module?: string;
  /** Of a module from Git: what its tag meant when the run began. */
  commit?: string;
  plan?: StackPlan;
  verdicts?: StackVerdict[];
  ending?: StackEnding;
  progress?: StackProgress[];
}

/** A run of the kind `terraform-stacks`, as its plugin describes it. */
export const detailsOf = ({ details }: Run) =>
  details as unknown as StackRunDetails;
