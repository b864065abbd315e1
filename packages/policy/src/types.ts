/** What a rule wants, from strongest to weakest. */
export const EFFECTS = ['deny', 'gate', 'allow'] as const;

/** One of {@link EFFECTS}. */
export type Effect = (typeof EFFECTS)[number];

/** Who has to agree when a rule asks. What the names in `by` mean is the caller's business. */
export interface Approvers {
  by: string | string[];
  /** How many different people; 1 by default. */
  count?: number;
  /** Who asked may not approve; false by default. */
  fourEyes?: boolean;
}

/** One rule, as it is written. */
export interface PolicyRule {
  /** Names the rule among those of its policy. */
  name: string;
  /** A CEL expression of type bool. The rule speaks when it is true. */
  when: string;
  effect: Effect;
  /** What a person reads. `${…}` holds a CEL expression; `$$` is a dollar sign. */
  message: string;
  /** Only with effect `gate`. */
  approvers?: Approvers;
  /** What of the document it is about, such as `input.database`, so that it can be shown there. */
  field?: string;
  /** What would not have made it speak. Placeholders as in the message. */
  instead?: string;
}

/** A document, and what the policy has to say about it. */
export interface PolicyExample {
  name: string;
  document: Record<string, unknown>;
  effect: Effect;
  /** The rules that speak; whichever they are when left out. */
  rules?: string[];
}

/** A policy, as it is written. */
export interface PolicyDefinition {
  name: string;
  description?: string;
  /** Who answers for it. What the name means is the caller's business. */
  owner?: string;
  /** What it judges. What the names mean is the caller's business. */
  appliesTo?: string[];
  rules: PolicyRule[];
  /** A policy that says something else about one of them is refused. */
  examples?: PolicyExample[];
}

/** What one rule said. */
export interface PolicyFinding {
  rule: string;
  effect: Effect;
  message: string;
  approvers?: Approvers;
  field?: string;
  instead?: string;
  /** Why the rule could not be evaluated. Its effect is then `deny`. */
  error?: string;
}

/** What a policy says about a document. */
export interface PolicyResult {
  /** The strongest effect of those that spoke; `allow` when none did. */
  effect: Effect;
  /** Every rule that spoke, the strongest first, then in the order of the policy. */
  findings: PolicyFinding[];
}

/** Something wrong with a policy as it is written. */
export interface PolicyProblem {
  /** Where in the policy, such as `rules[0].when`. Empty for the policy itself. */
  path: string;
  /** What is wrong and what to write instead. */
  message: string;
  /** Where in the expression, both from 1; absent when it is not about an expression. */
  line?: number;
  column?: number;
}
