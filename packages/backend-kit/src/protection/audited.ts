import type {
  AuditorService,
  AuditorServiceEventSeverityLevel,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { Caller } from '../caller/Caller';

/** What is written into the audit log about a change. */
export interface AuditedChange<T> {
  eventId: string;
  meta: JsonObject;
  /** Default: medium. */
  severityLevel?: AuditorServiceEventSeverityLevel;
  /** What is known only afterwards. */
  outcome?(result: T): JsonObject;
}

/** Does something with its beginning and its end in the audit log. */
export async function audited<T>(
  auditor: AuditorService,
  { by, request }: Pick<Caller, 'by' | 'request'>,
  { eventId, meta, severityLevel = 'medium', outcome }: AuditedChange<T>,
  change: () => Promise<T>,
): Promise<T> {
  const event = await auditor.createEvent({
    eventId,
    request,
    severityLevel,
    meta: { ...meta, by },
  });
  try {
    const result = await change();
    await event.success(outcome && { meta: outcome(result) });
    return result;
  } catch (error) {
    await event.fail({ error: toError(error) });
    throw error;
  }
}
