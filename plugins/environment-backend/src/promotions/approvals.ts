import type { GateReport } from '@towpath/plugin-environment-common';
import type { ApprovalRule } from '@towpath/workflow';

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
  }));
}

/** Entity references of everybody whose approval is asked for. */
export function approversOf(gates: GateReport[]): string[] {
  return [...new Set(askingGates(gates).flatMap(gate => gate.approval.groups))];
}
