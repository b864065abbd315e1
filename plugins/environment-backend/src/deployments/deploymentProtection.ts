import type { ProtectionTable } from '../api/protect';
import type { DeploymentService } from './DeploymentService';

const READ = { eventId: 'deployment-read', severityLevel: 'low' } as const;

/** How what is asked of {@link DeploymentService} is written down. */
export const deploymentProtection: ProtectionTable<DeploymentService> = {
  listEnvironments: READ,
  getStatus: READ,
  listServices: READ,
  getService: { ...READ, meta: service => ({ service }) },
  getHistory: {
    ...READ,
    meta: (service, { environment }) => ({ service, environment }),
  },
};
