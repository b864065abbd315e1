import { serviceName } from '@towpath/plugin-environment-common';
import type { Resource } from '@towpath/plugin-score-common';
import type { ResourceRow } from './resourceMatrix';
import { ownedByAnother } from './sharing';

/** A workload or one of its resources, with how it is in each environment. */
export interface GraphNode {
  id: string;
  title: string;
  /** Of a resource; undefined for a workload. */
  of?: Pick<ResourceRow, 'type' | 'class'>;
  isAsked: boolean;
  /** Another service: the one whose it is, for a resource; one that uses something, for a workload. */
  other?: string;
  /** In the order of the environments; no resource where it is not there. */
  places: { environment: string; resource?: Resource }[];
}

/** Who takes outputs of whom, or brings whom with it. */
export interface GraphEdge {
  from: string;
  to: string;
}

const WORKLOAD = 'workload';

const idOf = ({ name, type, class: kind }: ResourceRow) =>
  `${name} ${type} ${kind}`;

/**
 * A workload, what it has, and what of that takes from what. A resource that only others take from hangs on them. Other
 * services that use something stand on its other side.
 *
 * @param service - entity reference of the service whose workload it is.
 * @param environments - names and titles, in their order.
 */
export function resourceGraph(
  service: string,
  rows: ResourceRow[],
  environments: { name: string; title?: string }[],
): { nodes: GraphNode[]; edges: GraphEdge[] } {
  const byName = new Map(rows.map(row => [row.name, idOf(row)]));
  const nodes = rows.map(row => ({
    id: idOf(row),
    title: row.name,
    of: { type: row.type, class: row.class },
    isAsked: row.askedIn.size > 0,
    other: ownerOf(row, service),
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
  const brought = rows.flatMap(row => {
    const from = row.broughtBy && byName.get(row.broughtBy.name);
    return from ? [{ from, to: idOf(row) }] : [];
  });
  const taken = new Set([...between, ...brought].map(({ to }) => to));
  const own = nodes
    .filter(({ id }) => !taken.has(id))
    .map(({ id }) => ({ from: WORKLOAD, to: id }));
  const users = usersOf(rows, service);
  return {
    nodes: [
      { id: WORKLOAD, title: serviceName(service), isAsked: true, places: [] },
      ...nodes,
      ...[...new Set(users.map(({ user }) => user))].map(user => ({
        ...{ id: user, title: serviceName(user), other: user },
        ...{ isAsked: true, places: [] },
      })),
    ],
    edges: [
      ...own,
      ...between,
      ...brought,
      ...users.map(({ user, of }) => ({ from: of, to: user })),
    ],
  };
}

/** The service that owns what is used here, in whichever environment. */
function ownerOf({ there }: ResourceRow, service: string): string | undefined {
  const owners = [...there.values()].map(one => ownedByAnother(one, service));
  return owners.find(owner => owner !== undefined);
}

/** Who uses what is this service's, each once for a resource. */
function usersOf(rows: ResourceRow[], service: string) {
  return rows.flatMap(row => {
    const own = [...row.there.values()].filter(
      one => !ownedByAnother(one, service),
    );
    const users = own.flatMap(one => (one.users ?? []).map(use => use.service));
    return [...new Set(users)].map(user => ({ user, of: idOf(row) }));
  });
}
