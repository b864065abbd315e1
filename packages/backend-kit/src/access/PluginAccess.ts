import type { BackstageUserInfo } from '@backstage/backend-plugin-api';
import type {
  BasicPermission,
  Permission,
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';

/**
 * What a person has to be for a permission: every role holds what the ones before it hold.
 *
 * - `developer`: anyone who is signed in
 * - `owner`: who owns what is asked about, as {@link OwnedResource} says; and platform engineers
 * - `platform-engineer`: members of the groups in `towpath.roles.platformEngineers`
 */
export type Role = 'developer' | 'owner' | 'platform-engineer';

/** Who owns resources of one type. */
export interface OwnedResource {
  resourceType: string;
  /** The answer for who is no platform engineer; usually a condition that the plugin looks at. */
  decide(
    permission: ResourcePermission,
    user: BackstageUserInfo,
  ): PolicyDecision;
}

/** Who may hear a channel of signals: who has the permission, or anybody who is signed in. */
export type Listeners = BasicPermission | 'signed-in';

/** A route that a restricted token may be let through to. */
export interface TokenRoute {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api/<plugin>`; `:name` is one segment, `*` at the end any number. */
  path: string;
  /** What the restrictions of the token have to leave it; undefined where the plugin has none. */
  permission?: Permission;
  /**
   * - `read`: the restrictions leave it the permission, by name, by its action or by saying nothing
   * - `named`: they name the permission
   * - `whole`: they name the plugin and nothing else
   */
  takes: 'read' | 'named' | 'whole';
  /**
   * The plugin asks another one on behalf of who calls, which Backstage does not do for restricted
   * tokens. Only for routes that read: the portal itself is then who asks.
   */
  asPortal?: true;
}

/** Who may what in one plugin: all that the portal has to be told of it. */
export interface PluginAccess {
  pluginId: string;
  /**
   * One row a permission of the plugin, by its name. A permission without a row may be used by anyone
   * signed in if its action is `read`, otherwise by platform engineers only.
   */
  permissions?: Readonly<Record<string, Role>>;
  /** Who owns what the rows with `owner` are about; a type of resource without one has no owner. */
  owned?: readonly OwnedResource[];
  /**
   * Its channels of signals, with the permission that reading the same by a request takes; nobody
   * hears another one. `signed-in` is for what names its recipients, and for "look again".
   */
  channels?: Readonly<Record<string, Listeners>>;
  /**
   * All that a token with access restrictions is let through to: routes that read, and changes whose
   * permission the token names. Nobody's own things are among the reads.
   */
  tokenRoutes?: readonly TokenRoute[];
}
