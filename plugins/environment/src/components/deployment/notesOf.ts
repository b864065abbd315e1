import type { Deployment } from '@towpath/plugin-environment-common';
import type { StateChipProps } from '@towpath/ui';
import { stateOfSync } from '../../lib/stateOf';

/** A few words beside a version; those that say a state have its shape. */
export type Note = string | StateChipProps;

/** What is worth saying of a deployment beside its version: nothing when all is well. */
export function notesOf(deployment: Deployment): Note[] {
  const { state, health, sync, behind, hold, stale } = deployment;
  const notes: Note[] = [];
  if (state === 'deployed' && health && health !== 'Healthy') {
    notes.push(health.toLocaleLowerCase('en-US'));
  }
  if (sync === 'OutOfSync') notes.push({ state: stateOfSync[sync] });
  if (behind) notes.push(`${behind} behind`);
  if (hold) notes.push('held');
  if (stale) notes.push('stale');
  return notes;
}
