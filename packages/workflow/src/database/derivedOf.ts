import type { RunKinds } from '../kinds/RunKinds';
import type { RunRow } from './rows';

type Source = Pick<RunRow, 'kind' | 'input' | 'state' | 'approval'>;

/** The columns that others are worked out into, to be searched by. Nothing for a kind that this process does not know. */
export function derivedOf(
  kinds: RunKinds,
  { kind, input, state, approval }: Source,
): Partial<Pick<RunRow, 'facts' | 'approvers'>> {
  const plan = kinds.find(kind);
  if (!plan) return {};
  const by = approval?.required.flatMap(rule => rule.by ?? []) ?? [];
  return {
    facts: plan.definition.facts?.({ input, state }) ?? {},
    approvers: [...new Set(by)],
  };
}
