import type { PromotionStatus } from '@towpath/plugin-environment-common';
import type { WorkflowEngine } from '@towpath/workflow';
import { RUN_KINDS, type DeliveryFacts } from '../model/runs';

/** A promotion or roll back that has not ended. */
export interface UnderWay {
  id: string;
  /** Entity reference. */
  service: string;
  /** Name. */
  environment: string;
  version: string;
  status: PromotionStatus;
}

/** What is under way to any place of these services, newest first. */
export async function findUnderWay(
  engine: WorkflowEngine,
  services: string[],
): Promise<UnderWay[]> {
  const heads = await engine.heads({
    kinds: RUN_KINDS,
    subjects: services,
    alive: true,
  });
  return heads.map(({ id, subject, status, facts }) => {
    const { environment, version } = facts as DeliveryFacts;
    return { id, service: subject, environment, version, status };
  });
}
