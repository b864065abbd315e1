import equal from 'fast-deep-equal';
import {
  type ApplicationRecord,
  isAutomated,
  type OperationState,
  sourcesOf,
} from '../model.ts';
import { setConditions } from './conditions.ts';
import { startOperation } from './operations.ts';
import type { Timings } from '../types.ts';
import type { Windows } from './syncWindows.ts';

const USUAL_RETRIES = 5;

interface Moment extends Pick<Timings, 'selfHeal'> {
  windows: Windows;
  now: Date;
  isCompared: boolean;
}

/** Starts a sync by itself when the specification asks for that and nothing speaks against it. */
export function autoSync(
  record: ApplicationRecord,
  { windows, now, selfHeal, isCompared }: Moment,
): void {
  const { application, live, target } = record;
  const { spec, status, operation, metadata } = application;
  const isOut = status.sync.status === 'OutOfSync';
  if (!isAutomated(spec) || !isOut || !target) {
    if (!isOut || !isAutomated(spec)) {
      setConditions(application, ['SyncError'], [], now);
    }
    return;
  }
  if (operation || metadata.deletionTimestamp) return;
  if (isHeldByWindow(record, windows, isCompared)) return;
  const { automated, syncOptions, retry } = spec.syncPolicy!;
  const { prune, allowEmpty } = automated!;
  const outOfSync = (status.resources ?? []).filter(
    one => one.status !== 'Synced',
  );
  if (!prune && outOfSync.every(one => one.requiresPruning)) return;
  const attempt = lastAttempt(record);
  if (attempt && attempt.phase !== 'Succeeded') {
    const { sync } = status;
    const message = `Failed last sync attempt to [${
      sync.revision ?? sync.revisions
    }]: ${attempt.message}`;
    setConditions(
      application,
      ['SyncError'],
      [{ type: 'SyncError', message }],
      now,
    );
    return;
  }
  const tried = attempt?.operation.sync?.autoHealAttemptsCount ?? 0;
  if (
    attempt &&
    (!automated!.selfHeal || !isHealDue(attempt, tried, now, selfHeal))
  ) {
    return;
  }
  if (prune && !allowEmpty && target.length === 0 && live.length > 0) {
    const message = `Skipping sync attempt to ${status.sync.revision}: auto-sync will wipe out all resources`;
    setConditions(
      application,
      ['SyncError'],
      [{ type: 'SyncError', message }],
      now,
    );
    return;
  }
  setConditions(application, ['SyncError'], [], now);
  const [source] = sourcesOf(spec);
  startOperation(record, {
    sync: {
      ...(spec.sources?.length ? { sources: spec.sources } : { source }),
      ...(status.sync.revision && { revision: status.sync.revision }),
      ...(status.sync.revisions && { revisions: status.sync.revisions }),
      ...(prune && { prune }),
      ...(syncOptions && { syncOptions }),
      // Self-heal puts right what differs, and leaves the rest alone.
      ...(attempt && {
        autoHealAttemptsCount: tried + 1,
        resources: outOfSync.map(({ group, kind, name }) => ({
          ...(group && { group }),
          kind,
          name,
        })),
      }),
    },
    initiatedBy: { automated: true },
    retry: retry ?? { limit: USUAL_RETRIES },
  });
}

/** That a window opens is no reason to compare: what it has held begins with the next comparison. */
function isHeldByWindow(
  record: ApplicationRecord,
  { canSyncByItself }: Windows,
  isCompared: boolean,
): boolean {
  const isHeld = !canSyncByItself || (record.isHeld === true && !isCompared);
  record.isHeld = isHeld;
  return isHeld;
}

/** The last operation, when it was about the same commits of the same sources. */
function lastAttempt({
  application,
}: ApplicationRecord): OperationState | undefined {
  const { status, spec } = application;
  const state = status.operationState;
  if (!state) return undefined;
  const { syncResult, operation } = state;
  const revisions =
    syncResult?.revisions ??
    (syncResult ? [syncResult.revision] : [operation.sync?.revision]);
  const wanted = status.sync.revisions ?? [status.sync.revision];
  const sources =
    syncResult?.sources ?? (syncResult?.source && [syncResult.source]);
  const isSame =
    equal(revisions, wanted) && (!sources || equal(sources, sourcesOf(spec)));
  return isSame ? state : undefined;
}

/** At once the first time, and later and later where it does not help. */
function isHealDue(
  { finishedAt = '' }: OperationState,
  tried: number,
  now: Date,
  { first, factor, longest }: Timings['selfHeal'],
): boolean {
  if (tried === 0) return true;
  const pause = Math.min(first * factor ** (tried - 1), longest);
  return now.getTime() >= Date.parse(finishedAt) + pause;
}
