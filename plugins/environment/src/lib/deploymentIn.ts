import type { Deployment, Service } from '@towpath/plugin-environment-common';

/** What runs in an environment; nothing does when the service was read before the environment was made. */
export function deploymentIn(
  { deployments }: Service,
  environment: string,
): Deployment {
  return (
    deployments.find(known => known.environment === environment) ?? {
      environment,
      state: 'absent',
    }
  );
}
