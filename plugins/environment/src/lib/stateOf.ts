import type { Health, SyncState } from '@towpath/plugin-environment-common';
import type { State } from '@towpath/ui';

/** Health as Argo CD reports it, in the language of the portal's chips. */
export const stateOfHealth: Record<Health, State> = {
  Healthy: 'healthy',
  Progressing: 'progressing',
  Degraded: 'degraded',
  Suspended: 'suspended',
  Missing: 'missing',
  Unknown: 'unknown',
};

/** Whether what runs is what Git says, in the language of the portal's chips. */
export const stateOfSync: Record<SyncState, State> = {
  Synced: 'in-sync',
  OutOfSync: 'drifted',
  Unknown: 'sync-unknown',
};
