import type { Permission } from '@backstage/plugin-permission-common';
import type { Role } from '@towpath/backend-kit';

/** The rule that decides a permission. `name` is for logs. */
export interface PermissionRule {
  name: string;
  role: Role;
}

/**
 * Finds the rule for a permission. A permission that no plugin has a row for may be used by
 * anyone signed in if its action is `read`, otherwise by platform engineers only.
 *
 * @param rows by the name of the permission
 */
export function ruleFor(
  permission: Permission,
  rows: ReadonlyMap<string, Role>,
): PermissionRule {
  const role = rows.get(permission.name);
  if (role) return { name: `${permission.name}: ${role}`, role };
  return permission.attributes.action === 'read'
    ? { name: 'unknown read: developer', role: 'developer' }
    : { name: 'unknown change: platform-engineer', role: 'platform-engineer' };
}
