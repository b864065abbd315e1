import equal from 'fast-deep-equal';
import {
  type ApplicationRecord,
  isAutomated,
  type OperationState,
  sourcesOf,
} from '../model.ts';
import { setConditions } from './conditions.ts';
import { startOperation } from './operations.ts';
import type { Windows } from './syncWindows.ts';

const USUAL_RETRIES = 5;

/** Starts a sync by itself when the specification asks for that and nothing speaks against it. */
export function autoSync(
  record: ApplicationRecord,
  windows: Windows,
  now: Date,
  selfHealDelay: number,
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
  if (operation || metadata.deletionTimestamp || !windows.canSyncByItself) {
    return;
  }
  const { prune, selfHeal, allowEmpty } = spec.syncPolicy!.automated!;
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
  if (attempt && (!selfHeal || !isHealDue(record, now, selfHealDelay))) return;
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
  startOperation(
    record,
    {
      sync: {
        ...(status.sync.revision && { revision: status.sync.revision }),
        ...(status.sync.revisions && { revisions: status.sync.revisions }),
        ...(prune && { prune }),
        ...(spec.syncPolicy?.syncOptions && {
          syncOptions: spec.syncPolicy.syncOptions,
        }),
        ...(attempt && { autoHealAttemptsCount: 1 }),
      },
      initiatedBy: { automated: true },
      retry: spec.syncPolicy?.retry ?? { limit: USUAL_RETRIES },
    },
    now,
  );
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

function isHealDue(
  { live, application }: ApplicationRecord,
  now: Date,
  delay: number,
): boolean {
  const finished = Date.parse(
    application.status.operationState?.finishedAt ?? '',
  );
  const touched = live.map(one => Date.parse(one.changedByHandAt ?? '') || 0);
  return now.getTime() >= Math.max(finished || 0, ...touched) + delay;
}
