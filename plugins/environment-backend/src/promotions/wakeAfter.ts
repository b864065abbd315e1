import { stringifyTargetRef } from '@towpath/plugin-environment-common';
import type { WorkflowEngine } from '@towpath/workflow';
import type { PromotionStore } from '../database/PromotionStore';

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
  store: PromotionStore,
): Promise<void> {
  if (service && environment) {
    const lockKey = stringifyTargetRef({ service, environment });
    await engine.wake({ lockKey });
  } else if (service) {
    await engine.wake({ subjects: [service] });
  } else {
    const runIds = await store.findAlive(environment);
    if (runIds.length > 0) await engine.wake({ runIds });
  }
}
