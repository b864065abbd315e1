import { isPlainMap } from '../../json';
import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import type { IProbe } from 'kubernetes-models/v1/Probe';
import { errorsOf } from '../../schema/validators';

/** @public */
export type ProbeTiming = Pick<
  IProbe,
  | 'initialDelaySeconds'
  | 'periodSeconds'
  | 'timeoutSeconds'
  | 'successThreshold'
  | 'failureThreshold'
  | 'terminationGracePeriodSeconds'
>;

/**
 * What a platform sets on every workload, as data. Where a Score file says
 * something too, the Score file wins, but for the labels that select pods.
 *
 * @public
 */
export interface ProfileSettings {
  /** Labels for every object. */
  labels?: Record<string, string>;
  /** Annotations for every object. */
  annotations?: Record<string, string>;
  /** How many pods; left out, Kubernetes takes one. */
  replicas?: number;
  /** Fields of the pod, as Kubernetes names them. */
  pod?: Omit<Partial<IPodSpec>, 'containers' | 'initContainers' | 'volumes'>;
  /** Fields of every container, as Kubernetes names them. */
  container?: Omit<Partial<IContainer>, 'name' | 'image' | 'command' | 'args'>;
  /** Timings in seconds and counts; a Score file has no place for them. */
  probes?: {
    liveness?: ProbeTiming;
    readiness?: ProbeTiming;
    startup?: ProbeTiming;
  };
}

/**
 * Settings, and more of them for each tier of environment, such as `prod`.
 *
 * @public
 */
export interface KubernetesProfile extends ProfileSettings {
  tiers?: Record<string, ProfileSettings>;
}

/**
 * The profiles that come with the library: `plain` sets nothing; `restricted`
 * keeps the restricted Pod Security Standard of Kubernetes.
 *
 * @public
 */
export const profiles: Readonly<
  Record<'plain' | 'restricted', KubernetesProfile>
> = {
  plain: {},
  restricted: {
    pod: {
      automountServiceAccountToken: false,
      securityContext: {
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      },
    },
    container: {
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
      },
    },
  },
};

/**
 * What keeps a value from being a profile, one line each; empty when it is one.
 *
 * @public
 */
export function profileProblems(value: unknown): string[] {
  return errorsOf('profile', value).map(({ instancePath, message, params }) => {
    const odd = params.additionalProperty ?? params.propertyName;
    const place = instancePath.slice(1).replaceAll('/', '.') || 'the profile';
    return `${place} ${message}${odd === undefined ? '' : `: ${odd}`}`;
  });
}

/** The settings of a profile for one tier. */
export function settingsFor(
  profile: KubernetesProfile,
  tier: string | undefined,
): ProfileSettings {
  const { tiers = {}, ...base } = profile;
  const own = tier !== undefined && Object.hasOwn(tiers, tier) && tiers[tier];
  return own ? merged(base, own) : base;
}

/**
 * One value over another: maps merge, anything else of `over` replaces. Neither
 * is changed.
 */
export function merged<T>(base: unknown, over: T): T {
  if (over === undefined) return base as T;
  if (!isPlainMap(base) || !isPlainMap(over)) return over;
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    result[key] = Object.hasOwn(base, key) ? merged(base[key], value) : value;
  }
  return result as T;
}
