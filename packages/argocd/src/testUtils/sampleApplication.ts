import type { Application, ApplicationStatus } from '../types';

/** An application as a golden path makes it, with this name and status. */
export function sampleApplication(
  name: string,
  status?: ApplicationStatus,
): Application {
  return {
    metadata: { name, labels: { 'towpath.dev/service': name } },
    spec: {
      project: 'default',
      destination: {
        server: 'https://kubernetes.default.svc',
        namespace: name,
      },
      source: {
        repoURL: 'http://localhost:7010/myorg/gitops.git',
        path: `services/${name}/overlays/dev`,
        targetRevision: 'main',
      },
    },
    ...(status && { status }),
  };
}
