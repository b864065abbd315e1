import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  ENVIRONMENT_TIERS,
  EnvironmentEntityV1alpha1,
} from './EnvironmentEntityV1alpha1';
import { getPromotionSource } from './relations';

/** A set of environments in promotion order, and what is wrong with it. */
export interface PromotionOrder {
  /** Every environment given, each after its source unless they form a cycle. */
  ordered: EnvironmentEntityV1alpha1[];
  /**
   * Entity references of environments that promote round in a circle: the last
   * of each list promotes to the first again.
   */
  cycles: string[][];
  /** Environments whose source is not among those given. */
  missingSources: { environment: string; source: string }[];
}

/** An environment beside the references of itself and its source. */
interface Stage {
  ref: string;
  source?: string;
  environment: EnvironmentEntityV1alpha1;
}

/**
 * Sorts environments so that each comes after the one it promotes from; those
 * that could trade places are ordered by tier, then by entity reference. The
 * result does not depend on the order of the input. Each environment is given
 * once. A cycle is broken where tier and reference would put its first.
 */
export function orderByPromotion(
  environments: EnvironmentEntityV1alpha1[],
): PromotionOrder {
  const waiting = environments.map(toStage).sort(byTierThenRef);
  const stages = new Map(waiting.map(stage => [stage.ref, stage]));
  const placed = new Set<Stage>();
  const cycles: string[][] = [];
  while (waiting.length > 0) {
    const ready = waiting.findIndex(stage => {
      const source = sourceOf(stage, stages);
      return !source || placed.has(source);
    });
    if (ready >= 0) {
      placed.add(waiting.splice(ready, 1)[0]);
    } else {
      const cycle = findCycle(waiting, stages);
      cycles.push(cycle.map(stage => stage.ref));
      cycle.forEach(stage => {
        waiting.splice(waiting.indexOf(stage), 1);
        placed.add(stage);
      });
    }
  }
  return {
    ordered: [...placed].map(stage => stage.environment),
    cycles,
    missingSources: missingSourcesOf(stages),
  };
}

function toStage(environment: EnvironmentEntityV1alpha1): Stage {
  const source = getPromotionSource(environment);
  return {
    ref: stringifyEntityRef(environment),
    source: source && stringifyEntityRef(source),
    environment,
  };
}

function byTierThenRef(a: Stage, b: Stage): number {
  const tiers = tierRank(a) - tierRank(b);
  if (tiers !== 0) {
    return tiers;
  }
  // By code unit: the order is then the same in every locale.
  return a.ref < b.ref ? -1 : 1;
}

function tierRank(stage: Stage): number {
  return ENVIRONMENT_TIERS.indexOf(stage.environment.spec.tier);
}

function sourceOf(stage: Stage, stages: Map<string, Stage>): Stage | undefined {
  return stage.source === undefined ? undefined : stages.get(stage.source);
}

/**
 * The cycle that the first waiting stage hangs on. None may be ready: each then
 * has its source among those waiting, and the trail must meet itself.
 */
function findCycle(waiting: Stage[], stages: Map<string, Stage>): Stage[] {
  const trail: Stage[] = [];
  let stage = waiting[0];
  while (!trail.includes(stage)) {
    trail.push(stage);
    stage = sourceOf(stage, stages)!;
  }
  const cycle = trail.slice(trail.indexOf(stage)).reverse();
  const start = cycle.indexOf([...cycle].sort(byTierThenRef)[0]);
  return [...cycle.slice(start), ...cycle.slice(0, start)];
}

function missingSourcesOf(
  stages: Map<string, Stage>,
): PromotionOrder['missingSources'] {
  return [...stages.values()].flatMap(({ ref, source }) =>
    source === undefined || stages.has(source)
      ? []
      : [{ environment: ref, source }],
  );
}
