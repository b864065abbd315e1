import type { SyncWindows } from './types';

/** Whether the windows let auto-sync by now. What `canSync` tells is for people. */
export function letAutoSyncBy({
  activeWindows,
  assignedWindows,
}: SyncWindows): boolean {
  const active = activeWindows ?? [];
  if (active.some(({ kind }) => kind === 'deny')) return false;
  const onlyThen = (assignedWindows ?? []).some(({ kind }) => kind === 'allow');
  return !onlyThen || active.some(({ kind }) => kind === 'allow');
}
