import type { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { Caller } from '../api/Caller';

/** What is written into the audit log about a change. */
export interface AuditedChange {
  eventId: string;
  meta: JsonObject;
}

/** Does something with its beginning and its end in the audit log. */
export async function audited<T>(
  auditor: AuditorService,
  { by, request }: Caller,
  { eventId, meta }: AuditedChange,
  change: () => Promise<T>,
): Promise<T> {
  const event = await auditor.createEvent({
    eventId,
    request,
    severityLevel: 'medium',
    meta: { ...meta, by },
  });
  try {
    const result = await change();
    await event.success();
    return result;
  } catch (error) {
    await event.fail({ error: toError(error) });
    throw error;
  }
}
