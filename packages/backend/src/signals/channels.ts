import type { BasicPermission } from '@backstage/plugin-permission-common';
import {
  environmentDeploymentReadPermission,
  environmentPromotionReadPermission,
} from '@towpath/plugin-environment-common';

/** Who may hear a channel: who has the permission, or anybody who is signed in. */
export type Listeners = BasicPermission | 'signed-in';

/**
 * Every channel, with the permission that reading the same by a request takes. Nobody hears a
 * channel without a row. `signed-in` is for what names its recipients, and for "look again".
 */
export const channels: ReadonlyMap<string, Listeners> = new Map<
  string,
  Listeners
>([
  ['environment:deployments', environmentDeploymentReadPermission],
  ['environment:promotions', environmentPromotionReadPermission],
  ['notifications', 'signed-in'],
  ['user-settings', 'signed-in'],
]);
