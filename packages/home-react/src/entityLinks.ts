import { RELATION_PROVIDES_API, type Entity } from '@backstage/catalog-model';

const docsAnnotations = [
  'backstage.io/techdocs-ref',
  'backstage.io/techdocs-entity',
];

/** Whether the entity says where its docs are. */
export const hasDocs = (entity: Entity): boolean =>
  docsAnnotations.some(name => entity.metadata.annotations?.[name]);

/** References of the APIs that the entity provides. */
export const providedApis = (entity: Entity): string[] =>
  (entity.relations ?? [])
    .filter(relation => relation.type === RELATION_PROVIDES_API)
    .map(relation => relation.targetRef);
