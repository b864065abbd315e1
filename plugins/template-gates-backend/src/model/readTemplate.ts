import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  parseEntityRef,
  parseLocationRef,
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
    baseUrl: toBaseUrl(metadata.annotations ?? {}),
    spec: spec as JsonObject,
  };
}

/** As the scaffolder has it. */
function toBaseUrl(annotations: Record<string, string>): string | undefined {
  const location =
    annotations[ANNOTATION_SOURCE_LOCATION] ?? annotations[ANNOTATION_LOCATION];
  if (!location) return undefined;
  const { type, target } = parseLocationRef(location);
  if (type === 'url') return target;
  return type === 'file' ? `file://${target}` : undefined;
}

function toOwner(owner: unknown): string | undefined {
  if (typeof owner !== 'string') return undefined;
  return stringifyEntityRef(parseEntityRef(owner, { defaultKind: 'group' }));
}
