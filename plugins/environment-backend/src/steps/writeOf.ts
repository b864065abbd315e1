import type { Write } from '../database/WriteStore';
import { deliveryOf, isRollback, type DeliveryRun } from '../model/runs';

/** What a run changes in what is delivered, done at this time. */
export function writeOf(run: DeliveryRun, at: Date): Write {
  const { service, to } = deliveryOf(run);
  return {
    id: run.id,
    service: service.ref,
    environment: to,
    at,
    ...(isRollback(run) && { reverts: run.input.reversal.reverts }),
  };
}
