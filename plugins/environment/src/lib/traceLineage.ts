import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  EnvironmentEntityV1alpha1,
  getPromotionSource,
  orderByPromotion,
} from '@towpath/plugin-environment-common';

/** The way of a version to one environment and on from there. */
export interface Lineage {
  /**
   * Environments in promotion order, those that a version can reach at the
   * same time side by side. Empty when the way begins in a cycle.
   */
  stages: EnvironmentEntityV1alpha1[][];
  /** The environment whose source is unknown, and the reference of that source. */
  missingSource?: { environment: EnvironmentEntityV1alpha1; source: string };
  /** Environments that promote in a circle, in which the way begins. */
  cycle?: EnvironmentEntityV1alpha1[];
}

/**
 * Finds what an environment promotes from, all the way back, and what it
 * promotes to, all the way on. Other ways out of its sources are left out.
 */
export function traceLineage(
  current: EnvironmentEntityV1alpha1,
  environments: EnvironmentEntityV1alpha1[],
): Lineage {
  const byRef = new Map(
    [...environments, current].map(env => [stringifyEntityRef(env), env]),
  );
  const { ordered, cycles, missingSources } = orderByPromotion([
    ...byRef.values(),
  ]);
  const origins = traceOrigins(current, byRef);
  const refs = new Set(origins.map(env => stringifyEntityRef(env)));

  const cycle = cycles.find(members => members.some(ref => refs.has(ref)));
  if (cycle) {
    return { stages: [], cycle: cycle.map(ref => byRef.get(ref)!) };
  }
  const missing = missingSources.find(({ environment }) =>
    refs.has(environment),
  );
  return {
    stages: [...origins.map(env => [env]), ...traceTargets(current, ordered)],
    missingSource: missing && {
      environment: byRef.get(missing.environment)!,
      source: missing.source,
    },
  };
}

/** The environment and its sources, the first source first, each once. */
function traceOrigins(
  current: EnvironmentEntityV1alpha1,
  byRef: Map<string, EnvironmentEntityV1alpha1>,
): EnvironmentEntityV1alpha1[] {
  const origins: EnvironmentEntityV1alpha1[] = [];
  let at: EnvironmentEntityV1alpha1 | undefined = byRef.get(
    stringifyEntityRef(current),
  );
  while (at && !origins.includes(at)) {
    origins.unshift(at);
    const source = sourceRefOf(at);
    at = source === undefined ? undefined : byRef.get(source);
  }
  return origins;
}

/** The targets, their targets and so on, one list for each step away. */
function traceTargets(
  current: EnvironmentEntityV1alpha1,
  ordered: EnvironmentEntityV1alpha1[],
): EnvironmentEntityV1alpha1[][] {
  const stages: EnvironmentEntityV1alpha1[][] = [];
  let sources = new Set([stringifyEntityRef(current)]);
  while (sources.size > 0) {
    const from = sources;
    const targets = ordered.filter(env => from.has(sourceRefOf(env) ?? ''));
    sources = new Set(targets.map(env => stringifyEntityRef(env)));
    if (targets.length > 0) {
      stages.push(targets);
    }
  }
  return stages;
}

function sourceRefOf(
  environment: EnvironmentEntityV1alpha1,
): string | undefined {
  const source = getPromotionSource(environment);
  return source && stringifyEntityRef(source);
}
