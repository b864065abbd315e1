import type { Baseline } from './Baseline';

/** What the steps of this package have found and done so far: a part of the state of their run. */
export interface DeployState {
  /** When what was written was found to be what Argo CD deployed. */
  syncedAt?: string;
  /**
   * From when on the limit of a step is counted, where that is later than its start: while a sync
   * window was closed or nothing could be reached, nothing could become of it.
   */
  countedFrom?: string;
  /** Since when Argo CD or the Git host cannot be reached. */
  outageSince?: string;
  /** When Argo CD was last asked to compare, so that auto-sync begins. */
  comparedAt?: string;
  /** The end of a sync that failed because something behind Argo CD did not answer; it was waited after that. */
  unansweredSync?: string;
  /** How the application was before anything was written. */
  baseline?: Baseline;
  /** What is not healthy, was not so before, and does not count, in words. */
  notCounted?: string[];
  /** The new version was seen on its way up. */
  progressed?: boolean;
}
