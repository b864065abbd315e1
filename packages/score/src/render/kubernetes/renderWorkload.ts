import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import { shortHash } from '../names';
import { goJson } from '../../placeholder/goJson';
import {
  INSTANCE_LABEL,
  podAnnotations,
  WORKLOAD_NAME_ANNOTATION,
} from './labels';
import type { KubernetesObject } from './objects';
import { renderPod } from './pod';
import type { RenderedPod } from './pod';
import type { Rendering } from './rendering';
import { renderHeadlessService, renderService } from './service';

/** The objects of one workload: its files, its services, then itself. */
export function renderWorkload(rendering: Rendering): KubernetesObject[] {
  const pod = renderPod(rendering);
  const services = renderService(rendering);
  if (rendering.kind === 'Deployment') {
    return [...pod.configMaps, ...services, deployment(rendering, pod)];
  }
  return [
    ...pod.configMaps,
    ...services,
    renderHeadlessService(rendering),
    statefulSet(rendering, pod),
  ];
}

function deployment(rendering: Rendering, pod: RenderedPod): IDeployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: rendering.meta(rendering.names.workload),
    spec: scaled(rendering, pod),
  };
}

function statefulSet(rendering: Rendering, pod: RenderedPod): IStatefulSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: rendering.meta(rendering.names.workload),
    spec: {
      ...scaled(rendering, pod),
      serviceName: rendering.names.headless,
      ...(pod.claims.length ? { volumeClaimTemplates: pod.claims } : {}),
    },
  };
}

function scaled(rendering: Rendering, pod: RenderedPod) {
  const { names, settings } = rendering;
  return {
    ...(settings.replicas === undefined ? {} : { replicas: settings.replicas }),
    selector: { matchLabels: { [INSTANCE_LABEL]: names.instance } },
    template: { metadata: podMeta(rendering, pod), spec: pod.spec },
  };
}

/** The hash of the files makes pods start anew when a file changes. */
function podMeta({ workload, meta, names }: Rendering, pod: RenderedPod) {
  const { labels, annotations } = meta(names.workload);
  const files = pod.configMaps.map(({ data, binaryData }) => [
    data ?? null,
    binaryData ?? null,
  ]);
  return {
    labels,
    annotations: {
      ...annotations,
      ...podAnnotations(workload),
      ...(files.length
        ? { 'towpath.dev/files': shortHash(goJson(files), 16) }
        : {}),
      [WORKLOAD_NAME_ANNOTATION]: workload.metadata.name,
    },
  };
}
