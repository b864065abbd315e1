import type { RunStatus } from './types';

/** States of a run that something may still come of. */
export const OPEN_STATUSES: RunStatus[] = [
  'awaiting-approval',
  'queued',
  'running',
  'waiting',
];

/** States in which a run stays. */
export const END_STATUSES: RunStatus[] = [
  'succeeded',
  'failed',
  'rejected',
  'cancelled',
  'superseded',
  'rolled-back',
];

/** Every state, where one can be chosen. */
export const RUN_STATUSES = [...OPEN_STATUSES, ...END_STATUSES] as [
  RunStatus,
  ...RunStatus[],
];

/** Whether a run with this status has reached its end. */
export function isEnded(status: RunStatus): boolean {
  return END_STATUSES.includes(status);
}
