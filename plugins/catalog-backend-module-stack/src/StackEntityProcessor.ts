import {
  getCompoundEntityRef,
  parseEntityRef,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_HAS_PART,
  RELATION_OWNED_BY,
  RELATION_OWNER_OF,
  RELATION_PART_OF,
  type CompoundEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  processingResult,
  type CatalogProcessor,
  type CatalogProcessorEmit,
} from '@backstage/plugin-catalog-node';
import { ENVIRONMENT_KIND } from '@towpath/plugin-environment-common';
import {
  isStackEntity,
  STACK_KIND,
  type StackEntityV1alpha1,
} from '@towpath/plugin-terraform-stacks-common';
import { findStackProblems } from './findStackProblems';

/** Validates Stack entities, and relates them to owners, environments, services, and the stacks that they use. */
export class StackEntityProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'StackEntityProcessor';
  }

  /** @throws InputError that says all that is wrong with a Stack, whatever its apiVersion */
  async validateEntityKind(entity: Entity): Promise<boolean> {
    if (entity.kind.toLowerCase() !== STACK_KIND.toLowerCase()) return false;
    const problems = findStackProblems(entity);
    if (problems.length > 0) throw new InputError(problems.join(' '));
    return true;
  }

  async postProcessEntity(
    entity: Entity,
    _location: LocationSpec,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    if (!isStackEntity(entity)) return entity;
    for (const { source, target, types } of relationsOf(entity)) {
      const [there, back] = types;
      emit(processingResult.relation({ source, type: there, target }));
      emit(
        processingResult.relation({
          source: target,
          type: back,
          target: source,
        }),
      );
    }
    return entity;
  }
}

const DEPENDS = [RELATION_DEPENDS_ON, RELATION_DEPENDENCY_OF];

function relationsOf(entity: StackEntityV1alpha1) {
  const { owner, environment, service, inputs = {} } = entity.spec;
  const self = getCompoundEntityRef(entity);
  const other = (ref: string, defaultKind: string): CompoundEntityRef =>
    parseEntityRef(ref, { defaultKind, defaultNamespace: self.namespace });
  const used = new Set(Object.values(inputs).map(({ stack }) => stack));
  return [
    {
      ...{ source: self, target: other(owner, 'group') },
      types: [RELATION_OWNED_BY, RELATION_OWNER_OF],
    },
    ...(environment === undefined
      ? []
      : [
          {
            ...{ source: self, target: other(environment, ENVIRONMENT_KIND) },
            types: [RELATION_PART_OF, RELATION_HAS_PART],
          },
        ]),
    // The service needs what the stack makes.
    ...(service === undefined
      ? []
      : [
          { source: other(service, 'component'), target: self, types: DEPENDS },
        ]),
    ...[...used].map(stack => ({
      ...{ source: self, target: other(stack, STACK_KIND), types: DEPENDS },
    })),
  ];
}
