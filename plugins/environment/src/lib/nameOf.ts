import type { Entity } from '@backstage/catalog-model';

/** What people call an entity: its title, or its name when it has none. */
export function nameOf(entity: Entity): string {
  return entity.metadata.title ?? entity.metadata.name;
}
