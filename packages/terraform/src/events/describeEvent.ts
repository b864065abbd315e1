import { describeDiagnostic } from './describeDiagnostic';
import type { ChangeCounts, ResourceProgress, TerraformEvent } from './types';

/** The event as a line for people; undefined for what is no news to them. */
export function describeEvent(event: TerraformEvent): string | undefined {
  switch (event.type) {
    case 'resource':
      return describeProgress(event);
    case 'diagnostic':
      return describeDiagnostic(event.diagnostic);
    case 'drift':
      return `${event.address} was changed by somebody else (${event.action})`;
    case 'summary':
      return event.counts.operation === 'plan'
        ? undefined
        : describeCounts(event.counts);
    case 'interrupted':
      return 'Asked to stop; what has begun is being brought to an end';
    case 'state-dump':
      return 'The state could not be saved and was printed instead; it is in the folder of the run';
    case 'lock':
      return event.phase === 'acquiring'
        ? 'Waiting for the lock of the state'
        : 'Giving back the lock of the state';
    case 'message':
      return event.severity === 'info' ? undefined : event.text;
    default:
      return undefined;
  }
}

const DONE: Record<string, string> = {
  create: 'created',
  update: 'changed',
  delete: 'deleted',
  read: 'read',
  forget: 'forgotten',
  move: 'moved',
  import: 'imported',
};

const DOING: Record<string, string> = {
  create: 'being created',
  update: 'being changed',
  delete: 'being deleted',
  read: 'being read',
};

function describeProgress(event: ResourceProgress): string | undefined {
  const { operation, phase, address, action = '', elapsedSeconds } = event;
  if (operation === 'provision') {
    return phase === 'errored'
      ? `${address}: provisioner ${event.provisioner ?? ''} failed`
      : undefined;
  }
  if (operation !== 'apply') return undefined;
  const after =
    elapsedSeconds === undefined ? '' : ` after ${elapsedSeconds} s`;
  switch (phase) {
    case 'started':
      return `${address}: ${DOING[action] ?? action}`;
    case 'progress':
      return `${address}: still ${DOING[action] ?? action}${after}`;
    case 'complete':
      return `${address}: ${DONE[action] ?? action}${after}`;
    default:
      return `${address}: failed${after}`;
  }
}

function describeCounts(counts: ChangeCounts): string {
  const { add, change, remove, import: imported } = counts;
  const parts = [
    `${add} added`,
    `${change} changed`,
    `${remove} removed`,
    ...(imported > 0 ? [`${imported} imported`] : []),
  ];
  return `Done: ${parts.join(', ')}`;
}
