import type { StatusRecord, StatusState } from '../types.ts';

const WORST_FIRST: StatusState[] = [
  'error',
  'failure',
  'warning',
  'pending',
  'success',
];

/** The worst of the newest status of each context; `pending` while there is none. */
export function combinedState(latest: StatusRecord[]): StatusState {
  return (
    WORST_FIRST.find(state => latest.some(status => status.state === state)) ??
    'pending'
  );
}
