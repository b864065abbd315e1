import {
  describeUnhealthy,
  isHealthUntold,
  keyOf,
  rankOf,
  worstOf,
  type Application,
  type ResourceStatus,
} from '@towpath/argocd';
import type { Baseline } from '../model/Baseline';

/** What the health of an application says of the version that was brought. */
export interface Assessment {
  /** What keeps it from being healthy; absent when nothing does that counts. */
  lacks?: string;
  /** Something that counts is on its way. */
  progressing: boolean;
  /** Something that counts is degraded. */
  degraded: boolean;
  /** It is degraded and was not so before. */
  isNew: boolean;
  /** What is not healthy and does not count, in words. */
  notCounted: string[];
}

type Unhealthy = ResourceStatus & {
  health: NonNullable<ResourceStatus['health']> & { status: string };
};

/**
 * Judges a version by what runs it, and by what has become worse since it was written: a version may
 * break what stands beside it. What was not healthy before, and is not what runs it, does not count.
 */
export function assessHealth(
  { status }: Application,
  baseline: Baseline | undefined,
): Assessment {
  const all = status?.health?.status ?? 'Unknown';
  const unhealthy = (status?.resources ?? []).filter(isUnhealthy);
  const counted = unhealthy.filter(one => !isExcused(one, baseline));
  const excused = unhealthy.filter(one => !counted.includes(one));
  const nothingCounts = unhealthy.length > 0 && counted.length === 0;
  const isHealthy = all === 'Healthy' || nothingCounts;
  const worst =
    counted.length > 0
      ? worstOf(counted.map(({ health }) => health.status))
      : all;
  return {
    ...(!isHealthy && { lacks: describe(worst, counted) }),
    progressing: !isHealthy && has(counted, all, 'Progressing'),
    degraded: !isHealthy && has(counted, all, 'Degraded'),
    isNew: counted.some(
      one =>
        one.health.status === 'Degraded' &&
        baseline !== undefined &&
        statusBefore(one, baseline) !== 'Degraded',
    ),
    notCounted: excused.map(one => describeExcused(one, baseline)),
  };
}

/** The baseline without what has become healthy since: if it breaks again, it counts. */
export function withoutRecovered(
  application: Application,
  baseline: Baseline,
): Baseline {
  const resources = application.status?.resources ?? [];
  const healthy = new Set(
    resources.filter(({ health }) => health?.status === 'Healthy').map(keyOf),
  );
  const isStillUntold = baseline.untold && isHealthUntold(application);
  const before =
    baseline.untold && !isStillUntold
      ? resources.filter(isUnhealthy).filter(one => isExcused(one, baseline))
      : [];
  const told = before.map(one => ({
    key: keyOf(one),
    status: one.health.status,
  }));
  return {
    workloads: baseline.workloads,
    unhealthy: [...baseline.unhealthy, ...told].filter(
      ({ key }) => !healthy.has(key),
    ),
    ...(isStillUntold && { untold: baseline.untold }),
  };
}

function isUnhealthy(resource: ResourceStatus): resource is Unhealthy {
  const { health, hook } = resource;
  return !hook && Boolean(health?.status) && health?.status !== 'Healthy';
}

function isExcused(resource: Unhealthy, baseline?: Baseline): boolean {
  if (!baseline || baseline.workloads.length === 0) return false;
  const before = statusBefore(resource, baseline);
  const now = resource.health.status;
  if (before === undefined) return false;
  if (baseline.workloads.includes(keyOf(resource))) {
    // A suspended job runs no version at all, the one before as little as this one.
    const isJob = resource.group === 'batch';
    return isJob && before === 'Suspended' && now === 'Suspended';
  }
  return now === before || isNoWorse(now, before);
}

/** A health that is not known is neither better nor worse. */
function isNoWorse(now: string, before: string): boolean {
  const [rank, rankBefore] = [rankOf(now), rankOf(before)];
  return rank !== undefined && rankBefore !== undefined && rank <= rankBefore;
}

/** What was not told may have been what the whole was; what runs the version is no part of that. */
function statusBefore(
  resource: ResourceStatus,
  { unhealthy, untold, workloads }: Baseline,
): string | undefined {
  const key = keyOf(resource);
  const told = unhealthy.find(one => one.key === key)?.status;
  return told ?? (workloads.includes(key) ? undefined : untold);
}

function has(counted: Unhealthy[], all: string, wanted: string): boolean {
  return counted.length > 0
    ? counted.some(({ health }) => health.status === wanted)
    : all === wanted;
}

function describe(worst: string, counted: Unhealthy[]): string {
  const named = counted.map(one =>
    rankOf(one.health.status) !== undefined
      ? one
      : {
          ...one,
          health: {
            ...one.health,
            message: `its health "${one.health.status}" is not understood`,
          },
        },
  );
  return `${worst}${describeUnhealthy(named)}`;
}

function describeExcused(resource: Unhealthy, baseline?: Baseline): string {
  const { kind, name, health } = resource;
  const before = baseline && statusBefore(resource, baseline);
  const why = health.message ? ` (${health.message})` : '';
  return `${kind} ${name} was ${before} before and does not count${why}`;
}
