import type { ResourceRecord } from './ResourceRecord';

/** A resource as it was before a run took it away: as much as its driver is asked by. */
export type HadResource = Pick<
  ResourceRecord,
  'id' | 'uid' | 'type' | 'class' | 'name' | 'driver' | 'request'
>;

/** What was found of one thing once its service was removed. Found, and not concluded from what was done. */
export interface Proof {
  /** Of the resource, or kind and name of an object in the cluster. */
  name: string;
  /** Of the resource; absent for an object. */
  type?: string;
  /**
   * `gone`: whoever had it says so. `kept`: it is gone, and a final copy is there. `stays`: the plan has left it. `left`: it
   * is there all the same.
   */
  state: 'gone' | 'kept' | 'stays' | 'left';
  /** Why it is there. */
  reason?: string;
  /** ISO 8601: when the copy goes for good. */
  until?: string;
  /** How to get it back. */
  restore?: string;
}
