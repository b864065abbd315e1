import type { FieldChange, Observation } from '@towpath/plugin-score-node';

/** What is known of a resource since it was provided, from looking at it. */
export interface Observed {
  /** What was answered last; absent before the first answer. */
  answer?: Answer;
  /** Why it could not be asked after that, and since when. */
  unasked?: { reason: string; since: Date };
}

/** What a driver answered. */
export interface Answer {
  status: Observation['status'];
  differences: FieldChange[];
  /** Why it is missing. */
  reason?: string;
  at: Date;
  /** Since when it is not as provided; absent when it is. */
  driftedAt?: Date;
}

/** How one look ended: with an answer, or with why there is none. */
export type Seen = { answer: Observation } | { unasked: string };
