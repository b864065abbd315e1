/** A time in which no version may come into an environment. */
export interface FreezeSpan {
  id: string;
  /** Name of the environment. */
  environment: string;
  /** Entity references; absent: every service. */
  services?: string[];
  reason: string;
  startsAt: Date;
  endsAt: Date;
  /** From the definition of the environment, not by a person. */
  recurring: boolean;
  /** In words, of a recurring one. */
  schedule?: string;
  createdBy?: string;
  /** Who ended it before its time. */
  endedBy?: string;
}

/** Whether it holds at a time: from its first moment up to, and without, its last. */
export function holdsAt(span: FreezeSpan, time: Date): boolean {
  return span.startsAt <= time && time < span.endsAt;
}
