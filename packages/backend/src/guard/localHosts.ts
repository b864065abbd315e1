import type { JsonObject, JsonValue } from '@backstage/types';

const HOST_KEYS = new Set(['host', 'hostname', 'address']);

/**
 * Lists the paths below a configuration value that lead to this machine: URLs anywhere, and bare
 * hosts under the keys `host`, `hostname` and `address`.
 *
 * @param value a configuration value with all its children
 * @param path its own key, the beginning of each path in the result
 */
export function findLocalHosts(
  value: JsonValue | undefined,
  path: string,
): string[] {
  if (typeof value === 'string') {
    return isLocalUrl(value) || (isHostKey(path) && isLocalHost(value))
      ? [path]
      : [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, i) => findLocalHosts(item, `${path}[${i}]`));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value as JsonObject).flatMap(([key, child]) =>
      findLocalHosts(child, `${path}.${key}`),
    );
  }
  return [];
}

/** Whether a host, with or without a port, names this machine. */
export function isLocalHost(host: string): boolean {
  return isLocalUrl(`http://${host}`);
}

function isLocalUrl(value: string): boolean {
  const hostname = hostnameOf(value);
  return (
    hostname !== undefined &&
    (hostname === 'localhost' ||
      hostname.endsWith('.localhost') ||
      hostname === '0.0.0.0' ||
      hostname === '[::1]' ||
      hostname === '[::]' ||
      /^127\.\d+\.\d+\.\d+$/.test(hostname))
  );
}

/** Parses as a special scheme, so that every spelling of an address comes out the same. */
function hostnameOf(value: string): string | undefined {
  const [, rest] = /^[a-z][a-z0-9+.-]*:\/\/(.+)$/i.exec(value) ?? [];
  if (!rest || !URL.canParse(`http://${rest}`)) {
    return undefined;
  }
  return new URL(`http://${rest}`).hostname.replace(/\.$/, '');
}

function isHostKey(path: string): boolean {
  return HOST_KEYS.has(path.slice(path.lastIndexOf('.') + 1));
}
