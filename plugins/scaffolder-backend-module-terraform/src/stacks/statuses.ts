import type { StackRun } from '@towpath/plugin-terraform-stacks-common';

const LIVE: StackRun['status'][] = [
  'awaiting-approval',
  'queued',
  'running',
  'waiting',
];

/** Whether a run has ended, however. */
export const isOver = ({ status }: Pick<StackRun, 'status'>): boolean =>
  !LIVE.includes(status);
