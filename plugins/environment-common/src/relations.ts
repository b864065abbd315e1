import {
  CompoundEntityRef,
  DEFAULT_NAMESPACE,
  Entity,
  parseEntityRef,
} from '@backstage/catalog-model';
import {
  ENVIRONMENT_KIND,
  EnvironmentEntityV1alpha1,
} from './EnvironmentEntityV1alpha1';

/** From an environment to the one its versions come from. */
export const RELATION_PROMOTES_FROM = 'promotesFrom';

/** From an environment to one that takes its versions. */
export const RELATION_PROMOTES_TO = 'promotesTo';

/**
 * The environment that `spec.promotesFrom` names, or undefined when this is
 * the first one. Kind and namespace may be left out of the field: they are
 * `Environment` and the namespace of the entity itself.
 *
 * @throws Error when the field is not an entity reference.
 */
export function getPromotionSource(
  environment: EnvironmentEntityV1alpha1,
): CompoundEntityRef | undefined {
  const source = environment.spec.promotesFrom;
  return source === undefined
    ? undefined
    : parseEntityRef(source, {
        defaultKind: ENVIRONMENT_KIND,
        defaultNamespace: namespaceOf(environment),
      });
}

/**
 * The group or user that `spec.owner` names. Kind and namespace may be left
 * out of the field: they are `Group` and the namespace of the entity itself.
 *
 * @throws Error when the field is not an entity reference.
 */
export function getEnvironmentOwner(
  environment: EnvironmentEntityV1alpha1,
): CompoundEntityRef {
  return parseEntityRef(environment.spec.owner, {
    defaultKind: 'Group',
    defaultNamespace: namespaceOf(environment),
  });
}

function namespaceOf(entity: Entity): string {
  return entity.metadata.namespace ?? DEFAULT_NAMESPACE;
}
