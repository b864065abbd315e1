import {
  CompoundEntityRef,
  Entity,
  getCompoundEntityRef,
  RELATION_OWNED_BY,
  RELATION_OWNER_OF,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';
import {
  ENVIRONMENT_KIND,
  getEnvironmentOwner,
  getPromotionSource,
  isEnvironmentEntity,
  RELATION_PROMOTES_FROM,
  RELATION_PROMOTES_TO,
} from '@towpath/plugin-environment-common';
import { findEnvironmentProblems } from './findEnvironmentProblems';

/** Validates Environment entities and relates them to owners and sources. */
export class EnvironmentEntityProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'EnvironmentEntityProcessor';
  }

  /**
   * @throws InputError that says all that is wrong with an Environment. It
   * speaks up for any apiVersion and spelling of the kind too, where the
   * catalog would only say that no processor recognised the entity.
   */
  async validateEntityKind(entity: Entity): Promise<boolean> {
    if (entity.kind.toLowerCase() !== ENVIRONMENT_KIND.toLowerCase()) {
      return false;
    }
    const problems = findEnvironmentProblems(entity);
    if (problems.length > 0) {
      throw new InputError(problems.join(' '));
    }
    return true;
  }

  async postProcessEntity(
    entity: Entity,
    _location: LocationSpec,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    if (!isEnvironmentEntity(entity)) {
      return entity;
    }
    const self = getCompoundEntityRef(entity);
    const owner = getEnvironmentOwner(entity);
    emitBothWays(emit, self, RELATION_OWNED_BY, owner, RELATION_OWNER_OF);
    const source = getPromotionSource(entity);
    if (source) {
      emitBothWays(
        emit,
        self,
        RELATION_PROMOTES_FROM,
        source,
        RELATION_PROMOTES_TO,
      );
    }
    return entity;
  }
}

function emitBothWays(
  emit: CatalogProcessorEmit,
  self: CompoundEntityRef,
  outgoing: string,
  other: CompoundEntityRef,
  incoming: string,
) {
  emit(
    processingResult.relation({ source: self, type: outgoing, target: other }),
  );
  emit(
    processingResult.relation({ source: other, type: incoming, target: self }),
  );
}
