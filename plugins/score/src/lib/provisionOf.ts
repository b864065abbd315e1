import type { Run } from '@towpath/plugin-runs-common';
import type {
  Plan,
  PlannedResource,
  RemovalProof,
} from '@towpath/plugin-score-common';

/** What the backend says of a provisioning beside what every run has. */
export interface Provision {
  /** Id of the plan that is done. */
  plan: string;
  /** Id of the promotion that it is a part of, which writes what it gives out. */
  promotion?: string;
  service: string;
  environment: string;
  /** What was laid over the Score file there. */
  override?: Plan['override'];
  resources: PlannedResource[];
  files: Plan['files'];
  verdicts: Plan['verdicts'];
  cost?: Plan['cost'];
  /** What is in Git; absent until it is written, and where nothing was to be written. */
  commit?: { sha: string; url?: string };
  /** Names of the resources that were taken away. */
  removed?: string[];
  /** All that the service has there goes. */
  removes?: boolean;
  /** With `removes`, what was found of it afterwards; absent until then. */
  proof?: RemovalProof[];
}

/** A run of the kind `provision`, as the plugin that began it describes it. */
export const provisionOf = ({ details }: Run) =>
  details as unknown as Provision;
