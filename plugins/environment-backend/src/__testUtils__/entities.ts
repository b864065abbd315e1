import type { Entity } from '@backstage/catalog-model';
import type { Application, ApplicationStatus } from '@towpath/argocd';
import {
  ENVIRONMENT_API_VERSION,
  ENVIRONMENT_KIND,
  type EnvironmentTier,
} from '@towpath/plugin-environment-common';

export function environment(
  name: string,
  tier: EnvironmentTier,
  promotesFrom?: string,
  spec: object = {},
): Entity {
  return {
    apiVersion: ENVIRONMENT_API_VERSION,
    kind: ENVIRONMENT_KIND,
    metadata: { name, namespace: 'default' },
    spec: {
      type: 'kubernetes',
      owner: 'platform-team',
      tier,
      promotesFrom,
      ...spec,
    } as Entity['spec'],
  };
}

/** dev, staging and prod, as the sandbox has them. */
export const THREE_ENVIRONMENTS = [
  environment('prod', 'production', 'staging'),
  environment('dev', 'development'),
  environment('staging', 'staging', 'dev'),
];

export function component(
  name: string,
  annotations: Record<string, string> = {},
  spec: object = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'team-a',
      ...spec,
    } as Entity['spec'],
  };
}

const FINISHED = '2026-11-20T10:00:00Z';

export function statusOf(
  image: string | string[],
  more: ApplicationStatus = {},
): ApplicationStatus {
  return {
    health: { status: 'Healthy', lastTransitionTime: '2026-11-20T10:01:00Z' },
    sync: { status: 'Synced', revision: 'a'.repeat(40) },
    operationState: {
      phase: 'Succeeded',
      startedAt: '2026-11-20T09:59:00Z',
      finishedAt: FINISHED,
    },
    summary: { images: [image].flat() },
    ...more,
  };
}

/** An application with the labels by which it is found; others instead with `labels`. */
export function application(
  service: string,
  environmentName: string,
  status: ApplicationStatus,
  metadata: Partial<Application['metadata']> = {},
): Application {
  return {
    metadata: {
      name: `${service}-${environmentName}`,
      namespace: 'argocd',
      labels: {
        'towpath.dev/service': service,
        'towpath.dev/environment': environmentName,
      },
      ...metadata,
    },
    spec: {
      project: 'default',
      destination: { name: environmentName, namespace: service },
      source: {
        repoURL: 'https://github.com/myorg/gitops.git',
        path: `apps/${service}/overlays/${environmentName}`,
        targetRevision: 'main',
      },
    },
    status,
  };
}
