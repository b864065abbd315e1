import { createPermission } from '@backstage/plugin-permission-common';

export const __CAMEL__ReadPermission = createPermission({
  name: '__ID__.run.read',
  attributes: { action: 'read' },
});

/** To begin one, and to cancel or try again what somebody else began. */
export const __CAMEL__StartPermission = createPermission({
  name: '__ID__.run.start',
  attributes: { action: 'create' },
});
