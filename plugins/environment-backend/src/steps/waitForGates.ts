import type { GateReport } from '@towpath/plugin-environment-common';
import { wait, type StepResult } from '@towpath/workflow';
import type { DeliveryState } from '../model/runs';

const LOOK_AGAIN = { minutes: 1 };

/** Waits until the gates that are closed may have opened. */
export function waitForGates(
  closed: GateReport[],
  output?: Partial<DeliveryState>,
): StepResult<DeliveryState> {
  const opensAt = Math.max(
    ...closed.map(gate => Date.parse(gate.opensAt ?? '')),
  );
  return wait({
    every: LOOK_AGAIN,
    ...(Number.isFinite(opensAt) && { until: new Date(opensAt) }),
    reason: closed.map(({ message }) => message).join(' '),
    output,
  });
}
