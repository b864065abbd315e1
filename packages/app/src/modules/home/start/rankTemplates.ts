import { RELATION_OWNED_BY, type Entity } from '@backstage/catalog-model';
import { nameOf } from '@towpath/home-react';

const isOwnedBy = (template: Entity, refs: Set<string>): boolean =>
  (template.relations ?? []).some(
    ({ type, targetRef }) => type === RELATION_OWNED_BY && refs.has(targetRef),
  );

const isRecommended = (template: Entity): boolean =>
  template.metadata.tags?.includes('recommended') ?? false;

/**
 * Templates, the most relevant first: those of one's own groups, those tagged
 * `recommended`, then by name.
 */
export function rankTemplates(
  templates: Entity[],
  ownershipRefs: string[],
): Entity[] {
  const mine = new Set(ownershipRefs);
  const rank = (template: Entity) =>
    (isOwnedBy(template, mine) ? 0 : 2) + (isRecommended(template) ? 0 : 1);
  return [...templates].sort(
    (a, b) => rank(a) - rank(b) || nameOf(a).localeCompare(nameOf(b)),
  );
}
