import type { Application, Operation, ResourceStatus } from '../types';
import type { WaitEnd } from './ApplicationWaitError';
import type { WaitUntil } from './WaitOptions';

/** Whether an application is what is waited for, cannot become so, or what it still lacks. */
export type Verdict =
  | { kind: 'met' }
  | { kind: 'failed'; end: WaitEnd; message: string }
  | { kind: 'missing'; message: string; staleHealth: boolean };

const RUNNING = new Set(['Running', 'Terminating']);
const FAILED = new Set(['Failed', 'Error']);
const MAX_NAMED = 5;

/** Judges one state of an application by itself, without what was before. */
export function judge(application: Application, until: WaitUntil): Verdict {
  const failure = findFailure(application, until);
  if (failure) return failure;
  const staleHealth = Boolean(until.healthy) && isHealthStale(application);
  const missing = [
    until.operationDone && operationLacks(application, until.operationDone),
    until.synced && syncLacks(application),
    until.healthy && healthLacks(application, staleHealth),
    until.revision && revisionLacks(application, until.revision),
  ].filter(Boolean);
  return missing.length === 0
    ? { kind: 'met' }
    : { kind: 'missing', message: missing.join('; '), staleHealth };
}

/**
 * Whether health was found out before the last operation ended: it then still tells of the version
 * before.
 */
export function isHealthStale({ status }: Application): boolean {
  const finishedAt = status?.operationState?.finishedAt;
  if (!finishedAt) return false;
  return !(Date.parse(status?.reconciledAt ?? '') >= Date.parse(finishedAt));
}

/**
 * Whether an application is not healthy and nothing tells which of its resources is why: a server keeps that
 * in its cache alone, and has lost it until it compares the application anew, as a refresh has it do.
 */
export function isHealthUntold({ status }: Application): boolean {
  const all = status?.health?.status ?? 'Healthy';
  const resources = status?.resources ?? [];
  if (all === 'Healthy' || all === 'Missing' || resources.length === 0) {
    return false;
  }
  const told = resources.map(({ health }) => health?.status);
  return told.every(one => !one || one === 'Missing');
}

/** Whether an operation with this info is the one that runs, ran last, or was asked for. */
export function carriesInfo(
  application: Application,
  info: { name: string; value: string },
): boolean {
  const infos = [
    ...(application.operation?.info ?? []),
    ...(application.status?.operationState?.operation?.info ?? []),
  ];
  return infos.some(
    ({ name, value }) => name === info.name && value === info.value,
  );
}

/**
 * Whether an operation changes only some resources, as self-heal does, or nothing: it says nothing of
 * what the whole is. `status.history` holds the others.
 */
export function isPartial(operation: Operation | undefined): boolean {
  const { dryRun, resources } = operation?.sync ?? {};
  return Boolean(dryRun) || Boolean(resources?.length);
}

/** Whether the operation waits for a sync window to open. */
export function isBlockedByWindow({ status }: Application): boolean {
  const { phase, message = '' } = status?.operationState ?? {};
  return RUNNING.has(phase ?? '') && /blocked by sync window/.test(message);
}

/** Whether an operation runs or was asked for. */
export function isOperating({ operation, status }: Application): boolean {
  return Boolean(operation) || RUNNING.has(status?.operationState?.phase ?? '');
}

function findFailure(
  application: Application,
  { operationDone }: WaitUntil,
): Verdict | undefined {
  const state = application.status?.operationState;
  if (!operationDone || isOperating(application)) return undefined;
  if (
    typeof operationDone === 'object' &&
    !carriesInfo(application, operationDone.info)
  ) {
    // Self-heal begins only where the whole was synced: that of the info is done.
    if (state?.operation?.sync?.autoHealAttemptsCount) return undefined;
    return {
      kind: 'failed',
      end: 'operation-replaced',
      message: 'another operation came after the one that is waited for',
    };
  }
  if (!FAILED.has(state?.phase ?? '')) return undefined;
  return {
    kind: 'failed',
    end: 'operation-failed',
    message: `the operation ended as ${state!.phase}: ${
      state!.message ?? 'no reason given'
    }${failedResources(application)}`,
  };
}

function failedResources({ status }: Application): string {
  const failed = (status?.operationState?.syncResult?.resources ?? []).filter(
    ({ status: result, hookPhase }) =>
      result === 'SyncFailed' || FAILED.has(hookPhase ?? ''),
  );
  const named = failed
    .slice(0, MAX_NAMED)
    .map(
      ({ kind, name, message }) => `${kind} ${name}: ${message ?? 'failed'}`,
    );
  return named.length ? ` (${named.join('; ')})` : '';
}

function operationLacks(
  application: Application,
  wanted: NonNullable<WaitUntil['operationDone']>,
): string | undefined {
  const state = application.status?.operationState;
  if (RUNNING.has(state?.phase ?? '')) {
    return `the operation is ${state!.phase}${
      state!.message ? ` (${state!.message})` : ''
    }`;
  }
  if (application.operation) return 'the operation has not begun';
  // An application that was never synced has nothing that could be unfinished.
  return typeof wanted === 'object' && !state
    ? 'the operation has not begun'
    : undefined;
}

function syncLacks({ status }: Application): string | undefined {
  const sync = status?.sync?.status ?? 'Unknown';
  if (sync === 'Synced') return undefined;
  const condition = status?.conditions?.find(({ type }) =>
    type.endsWith('Error'),
  );
  return `sync is ${sync}${condition ? ` (${condition.message})` : ''}`;
}

function healthLacks(
  { status }: Application,
  stale: boolean,
): string | undefined {
  const health = status?.health?.status ?? 'Unknown';
  if (stale) return `health is ${health}, found out before the operation ended`;
  if (health === 'Healthy') return undefined;
  return `health is ${health}${describeUnhealthy(status?.resources ?? [])}`;
}

/** The resources that are not healthy, with what they say: ` (Deployment shop: …)`. */
export function describeUnhealthy(resources: ResourceStatus[]): string {
  const unhealthy = resources.filter(
    ({ health }) => health?.status && health.status !== 'Healthy',
  );
  const named = unhealthy
    .slice(0, MAX_NAMED)
    .map(
      ({ kind, name, health }) =>
        `${kind} ${name}: ${health!.message || health!.status}`,
    );
  const more = unhealthy.length - named.length;
  if (more > 0) named.push(`${more} more`);
  return named.length ? ` (${named.join('; ')})` : '';
}

function revisionLacks(
  { status }: Application,
  revision: string,
): string | undefined {
  const synced = status?.operationState?.syncResult;
  const compared = status?.sync;
  const running = [
    synced?.revision,
    ...(synced?.revisions ?? []),
    compared?.revision,
    ...(compared?.revisions ?? []),
  ];
  if (running.includes(revision)) return undefined;
  return `the revision is ${
    compared?.revision ?? compared?.revisions?.join(', ') ?? 'unknown'
  }, not ${revision}`;
}
