import { createApiRef } from '@backstage/core-plugin-api';
import type { EnvironmentApi } from '@towpath/plugin-environment-common';

/** What runs where, and its promotion: the environment plugin's backend, asked as the person who looks. */
export const environmentApiRef = createApiRef<EnvironmentApi>({
  id: 'plugin.environment.service',
});
