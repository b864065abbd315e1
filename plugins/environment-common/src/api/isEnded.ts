import type { PromotionStatus } from './types';

const ENDS: readonly PromotionStatus[] = [
  'succeeded',
  'failed',
  'rejected',
  'cancelled',
  'superseded',
  'rolled-back',
];

/** Whether a promotion with this status has reached its end. */
export function isEnded(status: PromotionStatus): boolean {
  return ENDS.includes(status);
}
