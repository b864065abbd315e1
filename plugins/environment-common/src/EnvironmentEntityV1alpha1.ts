import { Entity } from '@backstage/catalog-model';
import type { HumanDuration, JsonValue } from '@backstage/types';

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

/** How a version is written into an environment. The first is the default. */
export const DELIVERY_STRATEGIES = [
  'kustomize-image',
  'helm-value',
  'yaml-path',
  'argocd-parameter',
] as const;

/** One of {@link DELIVERY_STRATEGIES}. */
export type DeliveryStrategy = (typeof DELIVERY_STRATEGIES)[number];

/** How a change reaches the branch that Argo CD follows. The first is the default. */
export const DELIVERY_MODES = ['commit', 'pull-request'] as const;

/** One of {@link DELIVERY_MODES}. */
export type DeliveryMode = (typeof DELIVERY_MODES)[number];

/** Something that has to be so before a version may come in: a type of gate, and its settings. */
export type EnvironmentGate = {
  /** A type that the portal's backend knows, such as `soak`. */
  type: string;
  [setting: string]: JsonValue | undefined;
};

/** A time, again and again, in which no version may come in. */
export type EnvironmentFreeze = {
  /** When it begins, as cron in five fields, read on the clocks of `timeZone`. */
  schedule: string;
  /**
   * How long it holds, as an ISO 8601 duration or in parts; weeks, days, hours and minutes. A day
   * lasts to the same time of the next day, an hour is sixty minutes, when clocks change too.
   */
  duration:
    | string
    | Pick<HumanDuration, 'weeks' | 'days' | 'hours' | 'minutes'>;
  /** IANA name of a time zone, such as `Europe/Berlin`. */
  timeZone: string;
  /** Why, for those whom it holds up. */
  reason: string;
};

/** How a version is written into an environment, and where. */
export type EnvironmentDelivery = {
  strategy?: DeliveryStrategy;
  mode?: DeliveryMode;
  /** Path of the file in the repository that Argo CD follows; `{service}` and `{environment}` are filled in. */
  file?: string;
  /** Where in the file, with dots and brackets; `{service}` and `{environment}` are filled in. */
  path?: string;
  /** Name of the parameter of the Argo CD application. */
  parameter?: string;
  /** Which source of the application, by index or name; needed only if it has several. */
  source?: number | string;
};

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
    argocd?: {
      /** Name of an Argo CD instance of the configuration; the only one by default. */
      instance?: string;
      /** How applications are named; `{service}-{environment}` by default. */
      application?: string;
      /** By name or reference of a service: its application, by name or `namespace/name`. */
      applications?: Record<string, string>;
      /** By Argo CD project: the groups or users whose services alone have its applications. */
      projects?: Record<string, string[]>;
    };
    /** What has to be so beside what always has: healthy in the source, not older, not failed there before, no freeze. */
    gates?: EnvironmentGate[];
    freezes?: EnvironmentFreeze[];
    promotion?: {
      /** Versions come by themselves when every gate is open; false by default. */
      auto?: boolean;
      /** A version that does not become healthy is taken back; true by default. */
      rollbackOnFailure?: boolean;
      /** How long a version may take to become healthy, in minutes. */
      healthTimeout?: number;
    };
    delivery?: EnvironmentDelivery;
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
