import { Entity } from '@backstage/catalog-model';

/** The `apiVersion` that an Environment entity carries. */
export const ENVIRONMENT_API_VERSION = 'towpath.dev/v1alpha1';

/** The `kind` that an Environment entity carries. */
export const ENVIRONMENT_KIND = 'Environment';

/**
 * How much is at stake in an environment, from least to most. Policies and
 * gates match on the tier, so that they hold for environments not yet made.
 */
export const ENVIRONMENT_TIERS = [
  'development',
  'staging',
  'production',
] as const;

/** One of {@link ENVIRONMENT_TIERS}. */
export type EnvironmentTier = (typeof ENVIRONMENT_TIERS)[number];

/** A place that versions of services run in and are promoted through. */
export interface EnvironmentEntityV1alpha1 extends Entity {
  apiVersion: typeof ENVIRONMENT_API_VERSION;
  kind: typeof ENVIRONMENT_KIND;
  spec: {
    /** What the environment is made of, such as `kubernetes`. */
    type: string;
    /** Reference of the group or user who answers for it; a group by default. */
    owner: string;
    tier: EnvironmentTier;
    /** Reference of the environment that versions come from; absent for the first. */
    promotesFrom?: string;
  };
}

/** Whether a catalog entity is an Environment of the version known here. */
export function isEnvironmentEntity(
  entity: Entity,
): entity is EnvironmentEntityV1alpha1 {
  return (
    entity.apiVersion === ENVIRONMENT_API_VERSION &&
    entity.kind === ENVIRONMENT_KIND
  );
}
