import type { GateReport } from '@towpath/plugin-environment-common';
import type { ApprovalRule } from '@towpath/workflow';
import canonicalize from 'canonicalize';

type AskingGate = GateReport & {
  approval: NonNullable<GateReport['approval']>;
};

/** The gates that want an approval. */
export function askingGates(gates: GateReport[]): AskingGate[] {
  return gates.filter(
    (gate): gate is AskingGate =>
      gate.state === 'asks' && gate.approval !== undefined,
  );
}

/** What has to be approved before a promotion may begin, for the engine. */
export function requiredApprovals(gates: GateReport[]): ApprovalRule[] {
  return askingGates(gates).map(({ id, approval }) => ({
    id,
    count: approval.count,
    fourEyes: approval.fourEyes,
    by: [...approval.groups].sort(),
  }));
}

/** Whether an approval for this was given, or is asked for, under all the rules that hold now. */
export function isAskedFor(
  { digest, gates }: { digest: string; gates: GateReport[] },
  approval: { digest: string; required: ApprovalRule[] } | undefined,
): boolean {
  const required = requiredApprovals(gates);
  if (required.length === 0) return true;
  return (
    approval?.digest === digest &&
    required.every(rule =>
      approval.required.some(one => canonicalize(one) === canonicalize(rule)),
    )
  );
}

/** Entity references of everybody whose approval is asked for. */
export function approversOf(gates: GateReport[]): string[] {
  return [...new Set(askingGates(gates).flatMap(gate => gate.approval.groups))];
}
