import type { Application, NameAndValue } from '../types';

/** What to wait for: all that is set must hold at once. */
export interface WaitUntil {
  /** `status.health` is Healthy, as found out after the last operation ended. */
  healthy?: boolean;
  /** `status.sync` is Synced. */
  synced?: boolean;
  /**
   * No operation runs and the last one succeeded. With an info, the last one is the operation that
   * carries it.
   */
  operationDone?: boolean | { info: NameAndValue };
  /** This revision is what runs: it was synced last, or it is what the application is compared to. */
  revision?: string;
}

export interface WaitOptions {
  until: WaitUntil;
  /** How long to wait at most, in milliseconds. */
  deadlineMs: number;
  signal?: AbortSignal;
  /**
   * Whether to give up when the application becomes Degraded after it was not, as `argocd app wait`
   * does. Default: true.
   */
  failWhenDegraded?: boolean;
  /** Called with every state that differs from the one before, as the wait sees it. */
  onProgress?(application: Application, missing: string): void;
}
