import type { Resource } from '@towpath/plugin-score-common';
import type { ResourceRow } from './resourceMatrix';

/** A workload or one of its resources, with how it is in each environment. */
export interface GraphNode {
  id: string;
  title: string;
  /** Of a resource; undefined for the workload. */
  of?: Pick<ResourceRow, 'type' | 'class'>;
  isAsked: boolean;
  /** In the order of the environments; no resource where it is not there. */
  places: { environment: string; resource?: Resource }[];
}

/** Who takes outputs of whom. */
export interface GraphEdge {
  from: string;
  to: string;
}

const WORKLOAD = 'workload';

const idOf = ({ name, type, class: kind }: ResourceRow) =>
  `${name} ${type} ${kind}`;

/**
 * A workload, what it has, and what of that takes from what. A resource that only others take from hangs on them.
 *
 * @param environments - names and titles, in their order.
 */
export function resourceGraph(
  workload: string,
  rows: ResourceRow[],
  environments: { name: string; title?: string }[],
): { nodes: GraphNode[]; edges: GraphEdge[] } {
  const byName = new Map(rows.map(row => [row.name, idOf(row)]));
  const nodes = rows.map(row => ({
    id: idOf(row),
    title: row.name,
    of: { type: row.type, class: row.class },
    isAsked: row.askedIn.size > 0,
    places: environments.map(({ name, title = name }) => ({
      environment: title,
      resource: row.there.get(name),
    })),
  }));
  const between = rows.flatMap(row =>
    row.needs.flatMap(needed => {
      const to = byName.get(needed);
      return to ? [{ from: idOf(row), to }] : [];
    }),
  );
  const taken = new Set(between.map(({ to }) => to));
  const own = nodes
    .filter(({ id }) => !taken.has(id))
    .map(({ id }) => ({ from: WORKLOAD, to: id }));
  return {
    nodes: [
      { id: WORKLOAD, title: workload, isAsked: true, places: [] },
      ...nodes,
    ],
    edges: [...own, ...between],
  };
}
