import type { Permission } from '@backstage/plugin-permission-common';

/** What a person has to be for a permission: every role holds what the ones before it hold. */
export type Role = 'developer' | 'owner' | 'platform-engineer';

/**
 * Who may do what. One row a permission of the plugins in use; a permission without a row falls to
 * {@link ruleFor}'s last two rules, and a test fails until it has one.
 *
 * - `developer`: anyone who is signed in
 * - `owner`: who owns the entity, started the task, or owns the service or the environment of a
 *   promotion; and platform engineers
 * - `platform-engineer`: members of the groups in `towpath.roles.platformEngineers`
 *
 * Search, docs, notifications, settings and signals define no permissions: what they show of an
 * entity is decided by `catalog.entity.read`, what a signal tells by the permission to read it
 * (`signals/channels.ts`), and the rest belongs to the person who asks.
 */
export const permissionTable: Readonly<Record<string, Role>> = {
  'catalog.entity.read': 'developer',
  'catalog.entity.create': 'developer',
  'catalog.entity.validate': 'developer',
  'catalog.entity.refresh': 'owner',
  'catalog.entity.delete': 'owner',

  // Templates register what they create on behalf of the person who runs them.
  'catalog.location.read': 'developer',
  'catalog.location.create': 'developer',
  'catalog.location.analyze': 'developer',
  // Of what they registered, while it holds nothing of others: see locations/LocationGuard.ts.
  'catalog.location.delete': 'developer',

  'catalog.ingestion.read': 'platform-engineer',
  'catalog.ingestion.manage': 'platform-engineer',

  'scaffolder.template.parameter.read': 'developer',
  'scaffolder.template.step.read': 'developer',
  'scaffolder.action.execute': 'developer',
  'scaffolder.task.create': 'developer',
  'scaffolder.task.read': 'owner',
  'scaffolder.task.cancel': 'owner',
  // Both run steps that no review has seen.
  'scaffolder.template.dry-run': 'platform-engineer',
  'scaffolder.template.management': 'platform-engineer',

  'environment.deployment.read': 'developer',
  'environment.promotion.read': 'developer',
  'environment.freeze.read': 'developer',
  'environment.promotion.create': 'owner',
  // The gate that asks names the groups whose members count.
  'environment.promotion.approve': 'developer',
  'environment.promotion.rollback': 'owner',
  'environment.promotion.manage': 'owner',
  'environment.freeze.create': 'owner',
  // It opens a gate. Build servers report with a token of their own.
  'environment.check.report': 'platform-engineer',
};

/** The rule that decides a permission. `name` is for logs. */
export interface PermissionRule {
  name: string;
  role: Role;
}

/**
 * Finds the rule for a permission. A permission that the table does not know may be used by
 * anyone signed in if its action is `read`, otherwise by platform engineers only.
 */
export function ruleFor(permission: Permission): PermissionRule {
  if (Object.hasOwn(permissionTable, permission.name)) {
    const role = permissionTable[permission.name];
    return { name: `${permission.name}: ${role}`, role };
  }
  return permission.attributes.action === 'read'
    ? { name: 'unknown read: developer', role: 'developer' }
    : { name: 'unknown change: platform-engineer', role: 'platform-engineer' };
}
