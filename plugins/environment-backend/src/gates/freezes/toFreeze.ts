import type { Freeze } from '@towpath/plugin-environment-common';
import { type FreezeSpan, holdsAt } from './FreezeSpan';

/** A freeze as the API tells it. */
export function toFreeze(span: FreezeSpan, now: Date): Freeze {
  return {
    id: span.id,
    environment: span.environment,
    services: span.services,
    reason: span.reason,
    active: holdsAt(span, now),
    recurring: span.recurring,
    startsAt: span.startsAt.toISOString(),
    endsAt: span.endsAt.toISOString(),
    schedule: span.schedule,
    createdBy: span.createdBy,
    endedBy: span.endedBy,
  };
}
