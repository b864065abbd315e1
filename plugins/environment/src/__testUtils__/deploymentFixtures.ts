import type {
  Deployment,
  EnvironmentSummary,
  Service,
} from '@towpath/plugin-environment-common';

const environment = (
  name: string,
  tier: EnvironmentSummary['tier'],
  promotesFrom?: string,
): EnvironmentSummary => ({
  ref: `environment:default/${name}`,
  name,
  tier,
  owner: 'group:default/platform-team',
  promotesFrom,
  auto: false,
  delivery: 'commit',
  gates: [],
});

/** Three environments, each promoting from the one before. */
export const summaries = (): EnvironmentSummary[] => [
  environment('dev', 'development'),
  environment('staging', 'staging', 'dev'),
  environment('prod', 'production', 'staging'),
];

/** What runs in one environment: healthy and in sync unless told otherwise. */
export function deployment(
  environmentName: string,
  version: string,
  extra: Partial<Deployment> = {},
): Deployment {
  return {
    environment: environmentName,
    state: 'deployed',
    version,
    image: `registry.myorg.example/app:${version}`,
    health: 'Healthy',
    sync: 'Synced',
    autoSync: true,
    deployedAt: '2026-11-20T10:00:00.000Z',
    application: {
      instance: 'main',
      name: `app-${environmentName}`,
      url: `https://argocd.myorg.example/applications/app-${environmentName}`,
    },
    ...extra,
  };
}

/** A service of team-finance with the deployments given. */
export function service(
  name: string,
  deployments: Deployment[],
  extra: Partial<Service> = {},
): Service {
  return {
    ref: `component:default/${name}`,
    name,
    owner: 'group:default/team-finance',
    deployments,
    ...extra,
  };
}

/** A service that runs the same version everywhere. */
export const calm = (name: string, version = '1.0.0'): Service =>
  service(name, [
    deployment('dev', version),
    deployment('staging', version),
    deployment('prod', version),
  ]);
