import type { ProtectionTable } from '@towpath/backend-kit';
import { environmentDeploymentReadPermission } from '@towpath/plugin-environment-common';
import type { DeploymentService } from './DeploymentService';

const READ = {
  permission: environmentDeploymentReadPermission,
  eventId: 'deployment-read',
  severityLevel: 'low',
} as const;

/** Who may ask what of {@link DeploymentService}, and how it is written down. */
export const deploymentProtection: ProtectionTable<DeploymentService> = {
  listEnvironments: READ,
  getStatus: READ,
  listServices: READ,
  getService: { ...READ, meta: service => ({ service }) },
  getKnownName: { ...READ, meta: ref => ({ ref }) },
  getHistory: {
    ...READ,
    meta: (service, { environment }) => ({ service, environment }),
  },
};
