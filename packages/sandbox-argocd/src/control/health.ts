import type {
  Health,
  HealthCode,
  LiveResource,
  Manifest,
  ResourceStatus,
} from '../model.ts';
import { containersOf, parseImage } from '../render/images.ts';
import { parseDuration } from './durations.ts';

/** The workload, and so its application, becomes Degraded; the value says why. */
const FAIL = 'sandbox.towpath.dev/fail';
const BROKEN = /-broken(?:-in-(.+))?$/;
const STUCK = /-stuck$/;
/** How long the workload takes to become healthy, such as `90s` or `2h`. */
const ROLLOUT_TIME = 'sandbox.towpath.dev/rollout-time';

const WORKLOADS = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Pod',
  'Job',
  'Rollout',
];

// Argo CD knows no health of other kinds: they neither help nor hurt.
const HEALTHY_AT_ONCE = [
  'Service',
  'Ingress',
  'PersistentVolumeClaim',
  'HorizontalPodAutoscaler',
  'APIService',
];

/** True for kinds that have a health. */
const hasHealth = (kind: string): boolean =>
  [...WORKLOADS, ...HEALTHY_AT_ONCE, 'CronJob'].includes(kind);

/**
 * The health of an object in a cluster where no container runs. For a while after a change it is
 * Progressing; then Healthy, or Degraded when it is meant to fail.
 * @param rollout how long a change takes, in milliseconds
 */
export function healthOf(
  { manifest, changedAt }: LiveResource,
  now: Date,
  rollout: number,
): Health | undefined {
  const { kind, spec } = manifest;
  if (kind === 'CronJob') {
    return { status: spec?.suspend ? 'Suspended' : 'Healthy' };
  }
  if (HEALTHY_AT_ONCE.includes(kind)) return { status: 'Healthy' };
  if (!WORKLOADS.includes(kind)) return undefined;
  if (spec?.paused || spec?.suspend) {
    return { status: 'Suspended', message: `${kind} is paused` };
  }
  const takes = parseDuration(annotationOf(manifest, ROLLOUT_TIME)) ?? rollout;
  const lasted = now.getTime() - Date.parse(changedAt);
  const progressing = {
    status: 'Progressing',
    message: progressOf(manifest),
  } as const;
  if (lasted < takes || hasTag(manifest, STUCK)) return progressing;
  const reason = annotationOf(manifest, FAIL);
  if (reason) return { status: 'Degraded', message: reason };
  if (!isBroken(manifest)) return { status: 'Healthy' };
  return lasted < patienceOf(manifest)
    ? progressing
    : { status: 'Degraded', message: failureOf(manifest) };
}

/** In place of the Deployment's own, for manifests that nobody writes by hand. */
const PROGRESS_DEADLINE = 'sandbox.towpath.dev/progress-deadline';
const USUAL_DEADLINE_S = 600;

/** How long Kubernetes waits for a workload whose pods do not start before it says so. */
function patienceOf(manifest: Manifest): number {
  const { kind, spec } = manifest;
  if (kind === 'Pod' || kind === 'Job') return 0;
  if (kind !== 'Deployment' && kind !== 'Rollout') return Infinity;
  return (
    parseDuration(annotationOf(manifest, PROGRESS_DEADLINE)) ??
    (spec?.progressDeadlineSeconds ?? USUAL_DEADLINE_S) * 1000
  );
}

function failureOf({ kind, metadata }: Manifest): string {
  return kind === 'Deployment'
    ? `Deployment "${metadata.name}" exceeded its progress deadline`
    : `${kind} "${metadata.name}" does not start`;
}

function hasTag(manifest: Manifest, tag: RegExp): boolean {
  return containersOf(manifest).some(({ image }) =>
    tag.test(parseImage(image ?? '').tag ?? ''),
  );
}

function progressOf({ kind, metadata, spec }: Manifest): string {
  const wanted = spec?.replicas ?? 1;
  return kind === 'Job'
    ? `Job ${metadata.name} is running`
    : `Waiting for rollout to finish: 0 of ${wanted} updated replicas are available...`;
}

/** Annotations count on the object and on its pod template. */
function annotationOf({ metadata, spec }: Manifest, name: string) {
  return (
    metadata.annotations?.[name] ??
    spec?.template?.metadata?.annotations?.[name]
  );
}

/**
 * A version whose tag ends in `-broken` does not start; one that ends in `-broken-in-prod` only where
 * the label of the environment says `prod`.
 */
function isBroken(manifest: Manifest): boolean {
  const place = manifest.metadata.labels?.['towpath.dev/environment'];
  return containersOf(manifest).some(({ image }) => {
    const end = BROKEN.exec(parseImage(image ?? '').tag ?? '');
    return end && (end[1] === undefined || end[1] === place);
  });
}

/** Best first. The worst of its objects is the health of an application. */
const ORDER: HealthCode[] = [
  'Healthy',
  'Suspended',
  'Progressing',
  'Missing',
  'Degraded',
  'Unknown',
];

/** The health of an application from that of its objects that are there. */
export function worstHealth(resources: ResourceStatus[]): HealthCode {
  return resources
    .filter(({ kind, hook }) => hasHealth(kind) && !hook)
    .flatMap(({ health }) => health?.status ?? [])
    .filter(status => status !== 'Missing')
    .reduce<HealthCode>(
      (worst, one) => (ORDER.indexOf(one) > ORDER.indexOf(worst) ? one : worst),
      'Healthy',
    );
}
