import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import type { IVolume } from 'kubernetes-models/v1/Volume';
import type { ComputeAmounts, Container } from '../../types';
import { imageFor } from '../images';
import { checkAmounts } from '../amounts';
import { checkMounts, placeOf } from '../mountTargets';
import { canonicalQuantity } from '../quantity';
import { startOrder } from '../startOrder';
import type { StartRole } from '../startOrder';
import { envVars } from './env';
import { fileMounts } from './mounts';
import { probeOf } from './probes';
import { merged } from './profile';
import type { Rendering } from './rendering';
import { volumeMounts } from './volumes';

/** A pod and what stands beside it. */
export interface RenderedPod {
  spec: IPodSpec;
  configMaps: IConfigMap[];
  claims: IPersistentVolumeClaim[];
}

/**
 * The pod of a workload. Containers that others wait for become init
 * containers, in starting order: one to be `complete` runs to its end; one to
 * be `started` or `healthy` keeps running beside the others.
 */
export function renderPod(rendering: Rendering): RenderedPod {
  const { workload, problems, settings } = rendering;
  const pod: RenderedPod = {
    spec: { containers: [] },
    configMaps: [],
    claims: [],
  };
  const volumes = new Map<string, IVolume>();
  const initContainers: IContainer[] = [];
  const containers: IContainer[] = [];
  for (const role of startOrder(workload, problems)) {
    const container = renderContainer(role, rendering, pod, volumes);
    (role.until ? initContainers : containers).push(container);
  }
  pod.spec = {
    ...(settings.pod ?? {}),
    ...(initContainers.length ? { initContainers } : {}),
    containers: containers.sort((a, b) => (a.name < b.name ? -1 : 1)),
    ...(volumes.size ? { volumes: [...volumes.values()] } : {}),
  };
  return pod;
}

function renderContainer(
  role: StartRole,
  rendering: Rendering,
  pod: RenderedPod,
  volumes: Map<string, IVolume>,
): IContainer {
  const { name, container } = role;
  const { workload, scope, problems, settings, images, missingImage } =
    rendering;
  checkMounts(name, container, problems);
  const files = fileMounts(name, container, rendering);
  const mounted = volumeMounts(name, container, rendering);
  for (const volume of [...mounted.volumes, ...files.volumes]) {
    volumes.set(volume.name, volume);
  }
  if (files.configMap) pod.configMaps.push(files.configMap);
  addClaims(pod, mounted.claims);
  const env = envVars(
    container.variables ?? {},
    ['containers', name, 'variables'],
    scope,
    problems,
  );
  const mounts = [...mounted.mounts, ...files.mounts];
  const own: IContainer = {
    name,
    image: imageFor(name, container, {
      workload: workload.metadata.name,
      images,
      missingImage,
      problems,
    }),
    ...(container.command ? { command: container.command } : {}),
    ...(container.args ? { args: container.args } : {}),
    ...(env.length ? { env } : {}),
    ...resourcesOf(container),
    ...(mounts.length ? { volumeMounts: mounts } : {}),
    ...probesOf(role, rendering),
  };
  const result = withProfile(own, settings.container);
  checkAmounts(name, container, result.resources ?? {}, problems);
  checkProfileMounts(name, own, settings.container, problems);
  return result;
}

/** Lists that the profile adds to stand first, so that the Score file wins. */
function withProfile(
  own: IContainer,
  profile: Partial<IContainer> = {},
): IContainer {
  const result = merged(profile, own);
  if (profile.env && own.env) {
    const names = own.env.map(({ name }) => name);
    const added = profile.env.filter(({ name }) => !names.includes(name));
    result.env = [...added, ...own.env];
  }
  if (profile.volumeMounts && own.volumeMounts) {
    result.volumeMounts = [...profile.volumeMounts, ...own.volumeMounts];
  }
  const { name, image, ...rest } = result;
  return { name, image, ...rest };
}

/** A platform's own mount and one of the file at one place: one would be lost. */
function checkProfileMounts(
  name: string,
  own: IContainer,
  profile: Partial<IContainer> = {},
  problems: Rendering['problems'],
): void {
  const places = (profile.volumeMounts ?? []).map(({ mountPath }) =>
    placeOf(mountPath),
  );
  for (const { mountPath } of own.volumeMounts ?? []) {
    if (!places.includes(placeOf(mountPath))) continue;
    problems.error({
      code: 'render/repeated-target',
      message: `the profile mounts something at ${mountPath} too`,
      path: ['containers', name],
      fix: 'mount it somewhere else',
    });
  }
}

function addClaims(pod: RenderedPod, claims: IPersistentVolumeClaim[]): void {
  for (const claim of claims) {
    const known = pod.claims.some(
      ({ metadata }) => metadata?.name === claim.metadata?.name,
    );
    if (!known) pod.claims.push(claim);
  }
}

function resourcesOf({ resources = {} }: Container): Partial<IContainer> {
  const limits = quantities(resources.limits);
  const requests = quantities(resources.requests);
  if (!limits && !requests) return {};
  return {
    resources: {
      ...(limits ? { limits } : {}),
      ...(requests ? { requests } : {}),
    },
  };
}

/** As Kubernetes gives them back, so that a comparison finds no difference. */
function quantities(
  amounts: ComputeAmounts | undefined,
): Record<string, string> | undefined {
  const { cpu, memory } = amounts ?? {};
  if (cpu === undefined && memory === undefined) return undefined;
  return {
    ...(cpu === undefined ? {} : { cpu: canonicalQuantity(cpu) }),
    ...(memory === undefined ? {} : { memory: canonicalQuantity(memory) }),
  };
}

function probesOf(
  { name, container, until }: StartRole,
  { settings, problems }: Rendering,
): Partial<IContainer> {
  const { livenessProbe, readinessProbe } = container;
  const path = ['containers', name];
  if (until === 'complete') {
    if (livenessProbe || readinessProbe) {
      problems.warn({
        code: 'render/probe-of-init',
        message: `${name} runs to its end before others start, so Kubernetes does not probe it`,
        path,
        fix: 'remove its probes',
      });
    }
    return {};
  }
  const { liveness, readiness, startup } = settings.probes ?? {};
  const check = (
    probe: typeof livenessProbe,
    timing: typeof liveness,
    at: string,
  ) => probe && probeOf(probe, timing, [...path, at], problems);
  const live = check(livenessProbe, liveness, 'livenessProbe');
  const ready = check(readinessProbe, readiness, 'readinessProbe');
  const start =
    until === 'healthy' || startup
      ? check(readinessProbe ?? livenessProbe, startup, 'readinessProbe')
      : undefined;
  return {
    ...(until ? { restartPolicy: 'Always' } : {}),
    ...(live ? { livenessProbe: live } : {}),
    ...(ready ? { readinessProbe: ready } : {}),
    ...(start ? { startupProbe: start } : {}),
  };
}
