import type { Deployment } from '@towpath/plugin-environment-common';
import type { StateChipProps } from '@towpath/ui';
import { describeBeside } from '../../lib/describeBeside';
import { insteadOfVersion } from '../../lib/describePlace';
import { describeBehind } from '../../lib/describeBehind';
import { stateOfSync } from '../../lib/stateOf';

/** A few words beside a version; those that say a state have its shape. */
export type Note = { words: string; title?: string } | StateChipProps;

/** What is worth saying of a deployment beside its version: nothing when all is well. */
export function notesOf(deployment: Deployment): Note[] {
  const { state, health, sync, behind, hold, stale, beside, unconfirmed } =
    deployment;
  const notes: Note[] = [];
  if (unconfirmed) notes.push({ words: 'not confirmed' });
  const isTold = !insteadOfVersion(deployment) || health !== 'Unknown';
  if (state === 'deployed' && health && health !== 'Healthy' && isTold) {
    notes.push({ words: health.toLocaleLowerCase('en-US') });
  }
  if (beside?.length) {
    notes.push({ words: describeBeside(beside), title: beside.join('\n') });
  }
  if (sync === 'OutOfSync' && state !== 'empty')
    notes.push({ state: stateOfSync[sync] });
  if (behind) {
    notes.push({ words: `${behind} behind`, title: describeBehind(behind) });
  }
  if (hold) {
    const title = `Since ${hold.since}, until somebody lifts the hold or promotes by hand: ${hold.reason}`;
    notes.push({ words: 'held', title });
  }
  if (stale) notes.push({ words: 'stale' });
  return notes;
}
