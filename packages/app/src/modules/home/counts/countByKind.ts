import type { Entity } from '@backstage/catalog-model';

/** How many things of one kind there are. */
export interface KindCount {
  kind: string;
  count: number;
}

/** Counts entities by kind, the most frequent first, then by name. */
export function countByKind(entities: Entity[]): KindCount[] {
  const counts = new Map<string, number>();
  entities.forEach(({ kind }) => counts.set(kind, (counts.get(kind) ?? 0) + 1));
  return [...counts]
    .map(([kind, count]) => ({ kind, count }))
    .sort((a, b) => b.count - a.count || a.kind.localeCompare(b.kind));
}
