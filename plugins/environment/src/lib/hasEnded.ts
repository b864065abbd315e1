import type {
  Promotion,
  PromotionStatus,
} from '@towpath/plugin-environment-common';

/** States of a promotion that something may still come of. */
export const OPEN_STATUSES: PromotionStatus[] = [
  'awaiting-approval',
  'queued',
  'running',
  'waiting',
];

/** States in which a promotion stays. */
export const END_STATUSES: PromotionStatus[] = [
  'succeeded',
  'failed',
  'rejected',
  'cancelled',
  'superseded',
  'rolled-back',
];

/** Whether nothing will come of a promotion any more. */
export const hasEnded = ({ status }: Pick<Promotion, 'status'>): boolean =>
  END_STATUSES.includes(status);
