import {
  readCorsOptions,
  readHttpServerOptions,
} from '@backstage/backend-defaults/rootHttpRouter';
import type { Config } from '@backstage/config';
import { FrontDoor } from '@towpath/front-door';

const HOSTS = 'towpath.frontDoor.hosts';
const ORIGINS = 'towpath.frontDoor.origins';
const THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]'];
const ANY_ADDRESS = ['', '::', '0.0.0.0'];

/** Kubernetes and load balancers ask for these by the number of a pod. */
const PROBES = ['readiness', 'liveness'].map(
  name => `/.backstage/health/v1/${name}`,
);

/**
 * The front door of the portal: what its configuration says it is called, and the two settings that
 * add to that.
 *
 * @param trustsProxy whether `backend.trustProxy` covers a peer
 * @throws Error that names the setting and the value when one is no host, or no origin
 */
export function readFrontDoor(
  config: Config,
  trustsProxy: (peer: string) => boolean,
): FrontDoor {
  const { origin: cors } = readCorsOptions(config.getOptionalConfig('backend'));
  const urls = [
    config.getString('backend.baseUrl'),
    config.getOptionalString('app.baseUrl') ?? [],
  ]
    .flat()
    .map(text => new URL(text));
  return new FrontDoor({
    name: 'the portal',
    hosts: [
      ...urls.map(url => url.host),
      ...internalHosts(config),
      ...(config.getOptionalStringArray(HOSTS) ?? []),
    ],
    origins: [
      ...urls.map(url => url.origin),
      ...(config.getOptionalStringArray(ORIGINS) ?? []),
    ],
    allowsOrigin: origin => matchesCors(cors, origin),
    keys: { hosts: HOSTS, origins: ORIGINS },
    probes: PROBES,
    trustsProxy,
  });
}

/** How plugins reach each other: this machine, unless `discovery.endpoints` says otherwise. */
function internalHosts(config: Config): string[] {
  const { listen } = readHttpServerOptions(config.getOptionalConfig('backend'));
  const names = ANY_ADDRESS.includes(listen.host ?? '')
    ? THIS_MACHINE
    : [...THIS_MACHINE, bracketed(listen.host!)];
  const targets = (
    config.getOptionalConfigArray('discovery.endpoints') ?? []
  ).flatMap(endpoint => {
    const target = endpoint.get<string | { internal?: string }>('target');
    return typeof target === 'string' ? target : target.internal ?? [];
  });
  return [
    ...names.map(name => `${name}:${listen.port}`),
    // Names that are looked up as SRV records are known to nobody beforehand.
    ...targets.flatMap(target => /^https?:\/\/([^/]+)/.exec(target)?.[1] ?? []),
  ];
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

type CorsOrigin = ReturnType<typeof readCorsOptions>['origin'];

function matchesCors(cors: CorsOrigin, origin: string): boolean {
  let matches = false;
  if (typeof cors === 'function') {
    cors(origin, (_, allowed) => {
      matches = allowed === true;
    });
  }
  return matches;
}
