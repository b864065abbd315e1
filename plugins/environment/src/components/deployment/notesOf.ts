import type { Deployment } from '@towpath/plugin-environment-common';
import type { StateChipProps } from '@towpath/ui';
import { stateOfSync } from '../../lib/stateOf';

/** A few words beside a version; those that say a state have its shape. */
export type Note = string | { words: string; why: string } | StateChipProps;

/** What is worth saying of a deployment beside its version: nothing when all is well. */
export function notesOf(deployment: Deployment): Note[] {
  const { state, health, sync, behind, hold, stale, unconfirmed } = deployment;
  const notes: Note[] = [];
  if (unconfirmed) notes.push('not confirmed');
  if (state === 'deployed' && health && health !== 'Healthy') {
    notes.push(health.toLocaleLowerCase('en-US'));
  }
  if (sync === 'OutOfSync') notes.push({ state: stateOfSync[sync] });
  if (behind) notes.push(`${behind} behind`);
  if (hold) {
    const why = `Since ${hold.since}, until somebody lifts the hold or promotes by hand: ${hold.reason}`;
    notes.push({ words: 'held', why });
  }
  if (stale) notes.push('stale');
  return notes;
}
