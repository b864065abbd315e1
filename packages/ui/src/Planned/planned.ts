/** An amount a month. */
export interface Money {
  amount: number;
  currency: string;
}

/** What becomes of a resource, and what of it changes. */
export interface PlannedItem {
  uid: string;
  type: string;
  class: string;
  name: string;
  action: PlannedAction;
  changes: { field: string; before?: string; after?: string }[];
  notes: string[];
  cost?: Money;
}

export type PlannedAction =
  | 'create'
  | 'update'
  | 'replace'
  | 'import'
  | 'move'
  | 'delete'
  | 'retain'
  | 'use'
  | 'release'
  | 'none';

/** A file before and after; absent where there is none. */
export interface PlannedFile {
  file: string;
  before?: string;
  after?: string;
}

/** What things cost before and after. */
export interface PlannedCost {
  before?: Money;
  after: Money;
}

/** What a rule says. */
export interface RuleVerdict {
  policy: string;
  rule: string;
  effect: 'deny' | 'gate' | 'allow';
  message: string;
}
