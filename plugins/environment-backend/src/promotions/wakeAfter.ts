import { stringifyTargetRef } from '@towpath/plugin-environment-common';
import type { WorkflowEngine } from '@towpath/workflow';

/** What has changed: a service, an environment, one in the other, or anything. */
export interface WorldChange {
  /** Entity reference. */
  service?: string;
  /** Name. */
  environment?: string;
}

/** Lets the runs look again whose waiting a change may have ended. */
export async function wakeAfter(
  { service, environment }: WorldChange,
  engine: WorkflowEngine,
): Promise<void> {
  if (service && environment) {
    const lockKey = stringifyTargetRef({ service, environment });
    await engine.wake({ lockKey });
  } else if (service) {
    await engine.wake({ subjects: [service] });
  } else {
    await engine.wake({ facts: environment ? { environment } : {} });
  }
}
