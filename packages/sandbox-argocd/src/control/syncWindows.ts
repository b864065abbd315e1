import { CronTime } from 'cron';
import picomatch from 'picomatch';
import type { Application } from '../model.ts';
import type { Project, SyncWindow } from '../state/ProjectStore.ts';
import { parseDuration } from './durations.ts';

/** The windows of a project that are about an application, and those that are open. */
export interface Windows {
  assigned: SyncWindow[];
  active: SyncWindow[];
  /** May a person sync now? */
  canSyncByHand: boolean;
  /** May Argo CD sync now? */
  canSyncByItself: boolean;
}

export function windowsOf(
  project: Project | undefined,
  application: Application,
  now: Date,
): Windows {
  const all = project?.spec.syncWindows ?? [];
  const assigned = all.filter(window => concerns(window, application));
  const active = assigned.filter(window => isActive(window, now));
  return {
    assigned,
    active,
    canSyncByHand: mayPass(assigned, active, window => !!window.manualSync),
    canSyncByItself: mayPass(assigned, active, () => false),
  };
}

function mayPass(
  assigned: SyncWindow[],
  active: SyncWindow[],
  excuses: (window: SyncWindow) => boolean,
): boolean {
  const denies = active.filter(({ kind }) => kind === 'deny');
  if (denies.length) return denies.every(excuses);
  const allows = assigned.filter(({ kind }) => kind !== 'deny');
  if (allows.length === 0) return true;
  return allows.some(one => active.includes(one)) || allows.every(excuses);
}

function concerns(window: SyncWindow, { metadata, spec }: Application) {
  const { server, name, namespace = '' } = spec.destination;
  const fits = (patterns: string[] | undefined, value = '') =>
    !!patterns?.length && picomatch.isMatch(value, patterns);
  const about = [
    [window.applications, fits(window.applications, metadata.name)],
    [window.namespaces, fits(window.namespaces, namespace)],
    [
      window.clusters,
      fits(window.clusters, server) || fits(window.clusters, name),
    ],
  ] as const;
  const given = about.filter(([patterns]) => patterns?.length);
  const results = given.map(([, result]) => result);
  return window.andOperator
    ? results.length > 0 && results.every(Boolean)
    : results.some(Boolean);
}

/** Open when it opened less than its duration ago. */
function isActive(window: SyncWindow, now: Date): boolean {
  const duration = parseDuration(window.duration);
  if (!window.schedule || !duration) return false;
  const earliest = new Date(now.getTime() - duration);
  const zone = window.timeZone || 'UTC';
  const opened = new CronTime(window.schedule, zone).getNextDateFrom(
    earliest,
    zone,
  );
  return opened.toMillis() <= now.getTime();
}

/** @throws Error that names the window and what is wrong with it */
export function checkWindow(window: SyncWindow): void {
  if (!['allow', 'deny'].includes(window.kind ?? '')) {
    throw new Error(
      `kind '${window.kind}' mismatch: can only be allow or deny`,
    );
  }
  if (!parseDuration(window.duration)) {
    throw new Error(`cannot parse duration '${window.duration}'`);
  }
  try {
    const zone = window.timeZone || 'UTC';
    new CronTime(window.schedule ?? '', zone).getNextDateFrom(new Date(), zone);
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`cannot parse schedule '${window.schedule}': ${message}`);
  }
}
