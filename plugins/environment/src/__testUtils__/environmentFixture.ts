import {
  parseEntityRef,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  EnvironmentEntityV1alpha1,
  EnvironmentTier,
  RELATION_PROMOTES_FROM,
} from '@towpath/plugin-environment-common';

/** An environment for tests, with the relations that the catalog would add. */
export function environmentFixture(
  name: string,
  tier: EnvironmentTier,
  promotesFrom?: string,
): EnvironmentEntityV1alpha1 {
  const source =
    promotesFrom &&
    stringifyEntityRef(
      parseEntityRef(promotesFrom, {
        defaultKind: 'environment',
        defaultNamespace: 'default',
      }),
    );
  return {
    apiVersion: 'towpath.dev/v1alpha1',
    kind: 'Environment',
    metadata: { name, namespace: 'default' },
    spec: { type: 'kubernetes', owner: 'platform-team', tier, promotesFrom },
    relations: [
      { type: RELATION_OWNED_BY, targetRef: 'group:default/platform-team' },
      ...(source ? [{ type: RELATION_PROMOTES_FROM, targetRef: source }] : []),
    ],
  };
}
