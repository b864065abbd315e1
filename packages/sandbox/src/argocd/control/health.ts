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
export const FAIL = 'sandbox.towpath.dev/fail';
const BROKEN = /-broken(?:-in-(.+))?$/;
const STUCK = /-stuck$/;
/** How long the workload takes to become healthy, such as `90s` or `2h`. */
export const ROLLOUT_TIME = 'sandbox.towpath.dev/rollout-time';

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

/** True for kinds whose absence makes an application Missing. */
export const hasHealth = (kind: string): boolean =>
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
  const isUnderWay = now.getTime() - Date.parse(changedAt) < takes;
  if (isUnderWay || hasTag(manifest, STUCK)) {
    return { status: 'Progressing', message: progressOf(manifest) };
  }
  const reason = reasonToFail(manifest);
  return reason
    ? { status: 'Degraded', message: reason }
    : { status: 'Healthy' };
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
 * A version whose tag ends in `-broken` fails, as does what is annotated so; one that ends in
 * `-broken-in-prod` fails only where the label of the environment says `prod`.
 */
function reasonToFail(manifest: Manifest): string | undefined {
  const annotated = annotationOf(manifest, FAIL);
  if (annotated) return annotated;
  const place = manifest.metadata.labels?.['towpath.dev/environment'];
  const broken = containersOf(manifest).find(({ image }) => {
    const end = BROKEN.exec(parseImage(image ?? '').tag ?? '');
    return end && (end[1] === undefined || end[1] === place);
  });
  return broken && `Container ${broken.name} does not start: ${broken.image}`;
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

/** The health of an application from that of its objects. */
export function worstHealth(resources: ResourceStatus[]): HealthCode {
  return resources
    .filter(({ kind, hook }) => hasHealth(kind) && !hook)
    .flatMap(({ health }) => health?.status ?? [])
    .reduce<HealthCode>(
      (worst, one) => (ORDER.indexOf(one) > ORDER.indexOf(worst) ? one : worst),
      'Healthy',
    );
}
