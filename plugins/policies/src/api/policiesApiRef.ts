import { createApiRef } from '@backstage/frontend-plugin-api';
import type { PoliciesApi } from '@towpath/plugin-policies-common';

export const policiesApiRef = createApiRef<PoliciesApi>({
  id: 'plugin.policies.api',
});
