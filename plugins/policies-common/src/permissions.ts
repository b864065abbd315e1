import { createPermission } from '@backstage/plugin-permission-common';

/** To see the rules of the platform, and to try a document on them. */
export const policiesReadPermission = createPermission({
  name: 'policies.policy.read',
  attributes: { action: 'read' },
});
