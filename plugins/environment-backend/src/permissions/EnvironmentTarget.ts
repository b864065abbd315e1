import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_ENVIRONMENT_TARGET,
  type EnvironmentTier,
} from '@towpath/plugin-environment-common';

/** One service in one environment, with what rules decide by; without a service, all of them. */
export interface EnvironmentTarget {
  service?: string;
  /** Entity reference; absent for a service that nobody owns. */
  serviceOwner?: string;
  environment: string;
  environmentOwner: string;
  tier: EnvironmentTier;
}

/** A rule as a filter: the field has one of the values. */
export interface EnvironmentTargetQuery {
  field: 'serviceOwner' | 'environmentOwner' | 'tier';
  values: string[];
}

/** How permissions and rules refer to targets; its `resourceRef` is `<service ref>@<environment>`. */
export const environmentTargetResourceRef = createPermissionResourceRef<
  EnvironmentTarget,
  EnvironmentTargetQuery
>().with({
  pluginId: 'environment',
  resourceType: RESOURCE_TYPE_ENVIRONMENT_TARGET,
});
