/** Where an application is deployed, as its spec says. */
export interface Destination {
  server?: string;
  name?: string;
  namespace?: string;
}

/** Addresses of clusters by the names that Argo CD has for them. */
export type Clusters = ReadonlyMap<string, string>;

// What Argo CD calls the cluster that it runs in, unless somebody has named that.
const IN_CLUSTER = ['in-cluster', 'https://kubernetes.default.svc'] as const;

/** Whether both are one namespace of one cluster. True too while it cannot be told whether they are. */
export function isSamePlace(
  one: Destination,
  other: Destination,
  clusters: Clusters,
): boolean {
  if (!one.namespace || one.namespace !== other.namespace) return false;
  if (one.name && one.name === other.name) return true;
  const servers = [one, other].map(({ server, name }) =>
    normalise(server || clusters.get(name ?? '') || addressOf(name)),
  );
  if (servers.every(Boolean)) return servers[0] === servers[1];
  return !(one.name && other.name);
}

function addressOf(name: string | undefined): string | undefined {
  return name === IN_CLUSTER[0] ? IN_CLUSTER[1] : undefined;
}

function normalise(server: string | undefined): string | undefined {
  if (!server) return undefined;
  const url = URL.canParse(server) ? new URL(server) : undefined;
  return url ? `${url.origin}${url.pathname.replace(/\/+$/, '')}` : server;
}
