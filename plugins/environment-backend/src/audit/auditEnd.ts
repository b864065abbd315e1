import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { RunChange } from '@towpath/workflow';
import { asDelivery, deliveryOf } from '../model/runs';

/** Writes into the audit log how a run ended, on whose request and approval. */
export async function auditEnd(
  { run, what }: RunChange,
  auditor: AuditorService,
  logger: LoggerService,
): Promise<void> {
  if (what !== 'status' || !run.endedAt) return;
  const { service, to, version } = deliveryOf(asDelivery(run));
  const approvedBy = (run.approval?.decisions ?? [])
    .filter(one => one.verdict === 'approved' && !one.void)
    .map(({ by }) => by);
  const meta = {
    id: run.id,
    kind: run.kind,
    service: service.ref,
    to,
    version,
    requestedBy: run.requestedBy,
    approvedBy,
    status: run.status,
    // Nobody asked for that, whoever asked for the promotion.
    ...(run.status === 'rolled-back' && {
      rolledBackBy: `environment:default/${to}`,
    }),
  };
  try {
    const event = await auditor.createEvent({ eventId: 'promotion-end', meta });
    if (run.status === 'succeeded') await event.success();
    else await event.fail({ error: new Error(run.reason ?? run.status) });
  } catch (error) {
    logger.error(`The end of promotion ${run.id} was not audited: ${error}`);
  }
}
