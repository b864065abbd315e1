import { DateTime } from 'luxon';
import { useSeconds } from '../RelativeTime/useNow';
import { formatDuration } from '../time/formatDuration';

/** What {@link StepDuration} needs: moments in ISO 8601. */
export interface StepDurationProps {
  startedAt?: string;
  endedAt?: string;
}

/** How long a step took, or how long it has been going on, counted in seconds. */
export function StepDuration({ startedAt, endedAt }: StepDurationProps) {
  const going = startedAt !== undefined && endedAt === undefined;
  const now = useSeconds(going);
  if (!startedAt) return null;
  const end = endedAt ? DateTime.fromISO(endedAt) : now;
  const ms = end.toMillis() - DateTime.fromISO(startedAt).toMillis();
  // Tenths of a second would flicker while they are counted.
  return <>{formatDuration(going ? Math.floor(ms / 1000) * 1000 : ms)}</>;
}
