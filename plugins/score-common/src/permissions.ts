import { createPermission } from '@backstage/plugin-permission-common';

export const scoreReadPermission = createPermission({
  name: 'score.run.read',
  attributes: { action: 'read' },
});

/** To begin one, and to cancel or try again what somebody else began. */
export const scoreStartPermission = createPermission({
  name: 'score.run.start',
  attributes: { action: 'create' },
});
