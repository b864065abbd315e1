import type { Policy, PolicyRule } from '@towpath/plugin-policies-common';

/** What is shown; empty for all. */
export interface RuleFilters {
  text: string;
  subject: string;
  effect: string;
  owner: string;
}

/** A policy with those of its rules that are shown. */
export interface ShownPolicy {
  policy: Policy;
  rules: PolicyRule[];
}

/** The policies that match, each with the rules that do; one without rules is shown while nothing asks for a rule. */
export function selectRules(
  policies: Policy[],
  filters: RuleFilters,
): ShownPolicy[] {
  const asksForRule = filters.effect !== '' || filters.text.trim() !== '';
  return policies
    .filter(({ appliesTo, owner }) => {
      const fitsSubject =
        !filters.subject || appliesTo.includes(filters.subject);
      return fitsSubject && (!filters.owner || owner === filters.owner);
    })
    .map(policy => ({
      policy,
      rules: policy.rules.filter(rule => matches(policy, rule, filters)),
    }))
    .filter(({ rules }) => rules.length > 0 || !asksForRule);
}

function matches(
  { name, file }: Policy,
  rule: PolicyRule,
  { text, effect }: RuleFilters,
): boolean {
  const words = `${name} ${file} ${rule.name} ${rule.message}`.toLowerCase();
  return (
    (!effect || rule.effect === effect) &&
    words.includes(text.trim().toLowerCase())
  );
}
