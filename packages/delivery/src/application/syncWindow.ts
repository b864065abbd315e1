import {
  isBlockedByWindow,
  letAutoSyncBy,
  type Application,
  type ArgoCdClient,
} from '@towpath/argocd';
import { wait, type StepResult } from '@towpath/workflow';
import type { ApplicationTarget } from '../model/ApplicationTarget';
import type { DeployState } from '../model/DeployState';

const LATER = { seconds: 30 };

/**
 * Whether a window keeps the operation of an application where it is. Argo CD takes a rollback while
 * the window is closed and lets it wait; one that is ended then is not over before the window opens.
 */
export async function isHeldByWindow(
  client: ArgoCdClient,
  target: ApplicationTarget,
  application: Application,
  signal: AbortSignal,
): Promise<boolean> {
  if (isBlockedByWindow(application)) return true;
  const { phase, operation } = application.status?.operationState ?? {};
  if (phase !== 'Terminating') return false;
  const windows = await client.syncWindows(target, { signal });
  return operation?.initiatedBy?.automated
    ? !letAutoSyncBy(windows)
    : windows.canSync === false;
}

/** Until the window opens, nothing counts against the limit. */
export function waitForWindow(
  { metadata }: Application,
  now: Date,
): StepResult<DeployState> {
  return wait({
    every: LATER,
    reason: `A sync window of application "${metadata.name}" is closed; the sync begins when it opens`,
    output: { countedFrom: now.toISOString() },
  });
}
