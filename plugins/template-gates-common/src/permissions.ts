import { createPermission } from '@backstage/plugin-permission-common';

/** To see what is held, and to ask what rules say about an input. */
export const templateGatesReadPermission = createPermission({
  name: 'template-gates.run.read',
  attributes: { action: 'read' },
});

/** To cancel what somebody else asked for. Who may approve is in each run. */
export const templateGatesManagePermission = createPermission({
  name: 'template-gates.run.manage',
  attributes: { action: 'update' },
});
