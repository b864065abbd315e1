import type { ApplicationQuery } from '../client/ArgoCdClient';
import type { ListField } from '../client/fields';
import type { PartialApplication } from '../types';

/**
 * What a watch tells.
 *
 * `snapshot`: all applications there are; any other that was known is gone. `ADDED`, `MODIFIED`,
 * `DELETED`: one changed; the same state may come twice. `disconnected`: the connection broke and is
 * made anew after `retryInMs`; what is known may be out of date until the next snapshot.
 */
export type WatchItem =
  | { type: 'snapshot'; applications: PartialApplication[] }
  | {
      type: 'ADDED' | 'MODIFIED' | 'DELETED';
      application: PartialApplication;
    }
  | { type: 'disconnected'; error: Error; retryInMs: number };

export interface WatchOptions extends ApplicationQuery {
  /** Ends the watch. */
  signal: AbortSignal;
  /** Only these parts of each application; everything when absent. */
  fields?: readonly ListField[];
  /**
   * How long a connection is used before it is made anew with a snapshot, in milliseconds. A server
   * drops events that it cannot deliver and says nothing, and a dead connection looks like a quiet
   * one: this bounds how long either stays unnoticed. Default: five minutes.
   */
  resyncEveryMs?: number;
  /**
   * How often the server is asked whether it still knows the portal, in milliseconds: it goes on with a
   * stream whose token was revoked. Default: 15 seconds.
   */
  checkEveryMs?: number;
}
