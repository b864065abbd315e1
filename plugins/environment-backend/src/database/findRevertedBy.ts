import type { RunHead, WorkflowEngine } from '@towpath/workflow';
import { ROLLBACK, type DeliveryFacts } from '../model/runs';

const IN_VAIN: RunHead['status'][] = [
  'failed',
  'rejected',
  'cancelled',
  'superseded',
];

/** Which promotions were rolled back, or are about to be, and by which roll back. */
export async function findRevertedBy(
  engine: WorkflowEngine,
  ids: string[],
): Promise<Map<string, string>> {
  const rollbacks = await engine.heads({
    kinds: [ROLLBACK],
    facts: ids.map(reverts => ({ reverts })),
  });
  return new Map(
    rollbacks
      .filter(({ status }) => !IN_VAIN.includes(status))
      .map(({ id, facts }) => [(facts as DeliveryFacts).reverts!, id]),
  );
}
