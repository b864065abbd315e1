import {
  parseEntityRef,
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import type { Template } from './TaskRequest';

/** A template of the catalog, or one that was written down whole. */
export function readTemplate(entity: Entity): Template {
  const { metadata, spec = {}, relations = [] } = entity;
  const related = relations.find(({ type }) => type === RELATION_OWNED_BY);
  return {
    ref: stringifyEntityRef(entity),
    name: metadata.name,
    title: metadata.title ?? metadata.name,
    type: String(spec.type ?? ''),
    owner: related?.targetRef ?? toOwner(spec.owner),
    tags: metadata.tags ?? [],
    spec: spec as JsonObject,
  };
}

function toOwner(owner: unknown): string | undefined {
  if (typeof owner !== 'string') return undefined;
  return stringifyEntityRef(parseEntityRef(owner, { defaultKind: 'group' }));
}
