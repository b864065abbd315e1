import type { ApprovalJson, DecisionJson } from '../database/rows';

/** Whether under every rule enough different persons have approved what is asked now. */
export function isApproved({ digest, required, decisions }: ApprovalJson) {
  const valid = decisions.filter(
    each => !each.void && each.verdict === 'approved' && each.digest === digest,
  );
  return required.every(
    ({ id, count }) => personsUnder(id, valid).size >= count,
  );
}

function personsUnder(rule: string, decisions: DecisionJson[]): Set<string> {
  return new Set(
    decisions.filter(({ rules }) => rules.includes(rule)).map(({ by }) => by),
  );
}
