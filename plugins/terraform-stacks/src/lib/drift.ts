import type {
  StackDrift,
  StackSummary,
} from '@towpath/plugin-terraform-stacks-common';
import type { State } from '@towpath/ui';

/** How drift is shown, by what is known of it. */
export const DRIFT_LOOKS: Record<
  StackDrift['status'],
  { state: State; words: string }
> = {
  drifted: { state: 'drifted', words: 'drifted' },
  unknown: { state: 'sync-unknown', words: 'not known' },
  'in-sync': { state: 'in-sync', words: 'in sync' },
};

/** Runs on a stack that can be asked for, by their status; what needs somebody comes first. */
export const LAST_RUN_WORDS = {
  failed: 'failed',
  'awaiting-approval': 'awaiting approval',
  running: 'running',
  waiting: 'waiting',
  queued: 'queued',
  succeeded: 'succeeded',
  rejected: 'rejected',
  cancelled: 'cancelled',
} as const;

/** "3 resources"; what cannot be read is not taken for none. */
export function resourceWords({
  resources,
}: Pick<StackSummary, 'resources'>): string {
  if (resources < 0) return 'not readable';
  return resources === 1 ? '1 resource' : `${resources} resources`;
}
