import {
  type Application,
  type ApplicationRecord,
  NO_SOURCE,
  type Operation,
  type OperationState,
  type Phase,
  type ResourceResult,
  sourcesOf,
  timeOf,
} from '../model.ts';
import { failedPrecondition, invalidArgument } from '../errors.ts';
import { parseManifests } from '../render/parseManifests.ts';
import { claim } from '../render/renderSource.ts';
import { applySync } from './applySync.ts';
import { hasWaves } from './compare.ts';
import { parseDuration } from './durations.ts';
import { healthOf } from './health.ts';
import type { Reconciling } from './reconcile.ts';

/** @throws GrpcError when another operation is in progress or the application goes away */
export function startOperation(
  { application }: ApplicationRecord,
  operation: Operation,
): void {
  if (application.metadata.deletionTimestamp) {
    throw failedPrecondition('application is deleting');
  }
  if (application.operation) {
    throw failedPrecondition('another operation is already in progress');
  }
  application.operation = operation;
  // Until the controller has taken it up, nothing is told of it.
  delete application.status.operationState;
}

/** @throws GrpcError when there is nothing to end */
export function terminateOperation({ application }: ApplicationRecord): void {
  const state = application.status.operationState;
  if (!application.operation || !state) {
    throw invalidArgument(
      'Unable to terminate operation. No operation is in progress',
    );
  }
  state.phase = 'Terminating';
}

/** Goes on with an operation, when there is one and its time has come. */
export async function continueOperation(
  record: ApplicationRecord,
  context: Reconciling,
): Promise<void> {
  const { operation } = record.application;
  if (!operation) return;
  const state = takeUp(record.application, operation, context.now);
  if (!mayPass(operation, context)) {
    if (state.phase === 'Running') {
      state.message = 'Sync operation blocked by sync window';
    }
    return;
  }
  if (state.phase === 'Terminating') {
    finish(record, 'Failed', 'Operation terminated', context.now);
    return;
  }
  const due = record.retryAt
    ? Date.parse(record.retryAt)
    : Date.parse(state.startedAt) + context.timings.sync;
  if (context.now.getTime() < due) return;
  if (record.retryAt) beginAgain(record, state);
  await runSync(record, state, context);
}

/** The state of the operation, which begins with the first look at it. */
function takeUp(
  { status }: Application,
  operation: Operation,
  now: Date,
): OperationState {
  status.operationState ??= {
    operation,
    phase: 'Running',
    startedAt: timeOf(now),
    message: 'waiting for the sandbox to apply the manifests',
  };
  return status.operationState;
}

function mayPass(
  { initiatedBy }: Operation,
  { windows }: Reconciling,
): boolean {
  return initiatedBy?.automated
    ? windows.canSyncByItself
    : windows.canSyncByHand;
}

/** A retry forgets what came of the try before. */
function beginAgain(record: ApplicationRecord, state: OperationState): void {
  const { sync, retry } = state.operation;
  delete record.retryAt;
  delete state.finishedAt;
  delete state.syncResult;
  if (retry?.refresh) {
    delete sync?.revision;
    delete sync?.revisions;
  }
  state.message = `Retrying operation. Attempt #${state.retryCount}`;
}

async function runSync(
  record: ApplicationRecord,
  state: OperationState,
  context: Reconciling,
): Promise<void> {
  const { now, targets } = context;
  const { application } = record;
  const { sync = {} } = state.operation;
  try {
    const sources = sync.sources ?? (sync.source ? [sync.source] : undefined);
    const begun = state.syncResult;
    const asked = sync.revisions ??
      begun?.revisions ?? [sync.revision || begun?.revision];
    const target = await targets.read(application, sources, asked);
    const manifests = sync.manifests?.length
      ? claim(
          application,
          sync.manifests.flatMap(text => parseManifests(text, 'manifests')),
        )
      : target.manifests;
    const { live, results } = applySync(record, manifests, sync, context);
    state.syncResult = describeResult(
      application,
      target.revisions,
      results,
      sync,
    );
    const failed = results.filter(({ status }) => status === 'SyncFailed');
    if (failed.length === 0) {
      record.live = live;
      if (!sync.dryRun && hasWaves(manifests)) {
        awaitHealth(record, state, context);
        return;
      }
      succeed(record, state, now);
      return;
    }
    const reasons = failed.map(({ message }) => message).join(',');
    retryOrFail(
      record,
      'Failed',
      `one or more synchronization tasks completed unsuccessfully, reason: ${reasons}`,
      now,
    );
  } catch (error) {
    const message = `ComparisonError: Failed to load target state: ${(
      error as Error
    ).message.trim()}`;
    retryOrFail(record, 'Error', message, now);
  }
}

/** With several waves, a sync goes on until what it applied is healthy. */
function awaitHealth(
  record: ApplicationRecord,
  state: OperationState,
  { now, timings }: Reconciling,
): void {
  const found = record.live.map(one => ({
    ...one.manifest,
    health: healthOf(one, now, timings.rollout),
  }));
  const degraded = found.filter(({ health }) => health?.status === 'Degraded');
  if (degraded.length > 0) {
    const reasons = degraded.map(({ health }) => health?.message).join(',');
    const message = `one or more synchronization tasks completed unsuccessfully, reason: ${reasons}`;
    finish(record, 'Failed', message, now);
    return;
  }
  const unhealthy = found.find(
    ({ health }) => health?.status === 'Progressing',
  );
  if (!unhealthy) {
    succeed(record, state, now);
    return;
  }
  const { kind, metadata } = unhealthy;
  state.message = `waiting for healthy state of ${kind}/${metadata.name}`;
}

function succeed(
  record: ApplicationRecord,
  state: OperationState,
  now: Date,
): void {
  recordDeployment(record, state, now);
  finish(record, 'Succeeded', 'successfully synced (all tasks run)', now);
}

function describeResult(
  { spec }: Application,
  revisions: string[],
  resources: ResourceResult[],
  sync: NonNullable<Operation['sync']>,
): OperationState['syncResult'] {
  const sources = sync.sources ?? (sync.source ? [sync.source] : undefined);
  const used = sources ?? sourcesOf(spec);
  return spec.sources?.length
    ? {
        revision: '',
        revisions,
        source: NO_SOURCE,
        sources: used,
        resources,
      }
    : { revision: revisions[0], source: used[0], resources };
}

function retryOrFail(
  record: ApplicationRecord,
  phase: Phase,
  message: string,
  now: Date,
): void {
  const state = record.application.status.operationState!;
  const { limit = 0, backoff = {} } = state.operation.retry ?? {};
  const tried = state.retryCount ?? 0;
  if (limit >= 0 && tried >= limit) {
    const suffix = tried ? ` (retried ${tried} times).` : '';
    finish(record, phase, `${message}${suffix}`, now);
    return;
  }
  const first = parseDuration(backoff.duration) ?? 5_000;
  const longest = parseDuration(backoff.maxDuration) ?? 180_000;
  const wait = Math.min(first * (backoff.factor ?? 2) ** tried, longest);
  const at = new Date(now.getTime() + wait);
  record.retryAt = at.toISOString();
  state.retryCount = tried + 1;
  state.finishedAt = timeOf(now);
  state.message = `${message}. Retrying attempt #${tried + 1} at ${clockOf(
    at,
  )}.`;
}

/** Such as `3:04PM`. */
function clockOf(date: Date): string {
  const options = { timeStyle: 'short', timeZone: 'UTC' } as const;
  return date.toLocaleTimeString('en-US', options).replace(/\s/u, '');
}

function finish(
  record: ApplicationRecord,
  phase: Phase,
  message: string,
  now: Date,
): void {
  const { application } = record;
  const state = application.status.operationState!;
  delete application.operation;
  delete record.retryAt;
  state.phase = phase;
  state.message = message;
  state.finishedAt = timeOf(now);
}

const USUAL_HISTORY = 10;

/** Only whole syncs count as deployments. */
function recordDeployment(
  { application }: ApplicationRecord,
  { operation, syncResult, startedAt }: OperationState,
  now: Date,
): void {
  const { sync, initiatedBy } = operation;
  if (sync?.dryRun || sync?.resources?.length || sync?.manifests?.length)
    return;
  const { status, spec } = application;
  const history = status.history ?? [];
  const { resources: _, ...deployed } = syncResult!;
  const id = (history.at(-1)?.id ?? -1) + 1;
  const limit = spec.revisionHistoryLimit ?? USUAL_HISTORY;
  const entry = {
    id,
    ...deployed,
    deployStartedAt: startedAt,
    deployedAt: timeOf(now),
    ...(initiatedBy && { initiatedBy }),
  };
  status.history = limit > 0 ? [...history, entry].slice(-limit) : [];
}
