import type { Effect } from '@towpath/policy';

/** What one rule said about an input. */
export interface Verdict {
  policy: string;
  rule: string;
  effect: Effect;
  message: string;
  /** The field of the form, such as `database` or `storage.size`; absent where it is about the whole. */
  field?: string;
  /** What that field says now. */
  value?: string;
  /** What would be on the golden path. */
  instead?: string;
  /** Entity references of the groups that are asked. */
  groups?: string[];
}

/** Whose agreement is asked for under a rule. */
export interface RequiredApproval {
  id: string;
  groups: string[];
  count: number;
}

/** What all rules said. */
export interface Judgement {
  verdicts: Verdict[];
  approvals: RequiredApproval[];
  /** Why nobody may do it; the first of the reasons. */
  denied?: string;
}
