import { createPermission } from '@backstage/plugin-permission-common';

/** To see stacks, their runs and what they give out. */
export const terraformStacksReadPermission = createPermission({
  name: 'terraform-stacks.run.read',
  attributes: { action: 'read' },
});

/** To begin a run and to apply its plan; whose the stack is, is asked as well. */
export const terraformStacksStartPermission = createPermission({
  name: 'terraform-stacks.run.start',
  attributes: { action: 'create' },
});

/** To cancel what somebody else began. */
export const terraformStacksManagePermission = createPermission({
  name: 'terraform-stacks.run.manage',
  attributes: { action: 'update' },
});

/** All of them. */
export const terraformStacksPermissions = [
  terraformStacksReadPermission,
  terraformStacksStartPermission,
  terraformStacksManagePermission,
];
