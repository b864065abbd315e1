import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FrontDoor, guardServer } from '@towpath/front-door';

const ADDRESS = '127.0.0.1';
const NAMES = ['localhost', ADDRESS, '[::1]'];

/** The variable by which a server answers to more addresses than those of this machine. */
const ALLOWED_HOSTS = 'TOWPATH_ALLOWED_HOSTS';

export interface ListenOptions {
  /** What people call the server, such as `the Git host`. */
  name: string;
  /** 0 picks a free port. */
  port: number;
  /** The URL people use, when it is not that of the port. */
  publicUrl?: string;
  /** Further hosts, such as that of a forwarded port. */
  allowedHosts?: string[];
  log: (message: string) => void;
}

/**
 * Listens on this machine only, behind the front door: every server of the sandbox begins with it.
 *
 * @returns the port
 * @throws Error with code EADDRINUSE when the port is taken
 */
export async function listenLocally(
  server: Server,
  options: ListenOptions,
): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, ADDRESS, () => {
      server.off('error', reject);
      guardServer(server, openDoor(server, options), refusal =>
        options.log(`Not let in: ${refusal.message}`),
      );
      resolve();
    });
  });
  return portOf(server);
}

function openDoor(server: Server, options: ListenOptions): FrontDoor {
  const { name, publicUrl, allowedHosts = [] } = options;
  const own = NAMES.map(host => `${host}:${portOf(server)}`);
  const more = publicUrl ? [new URL(publicUrl)] : [];
  return new FrontDoor({
    name,
    hosts: [...own, ...more.map(url => url.host), ...allowedHosts],
    origins: [
      ...own.map(host => `http://${host}`),
      ...more.map(url => url.origin),
      ...allowedHosts.flatMap(host => [`http://${host}`, `https://${host}`]),
    ],
    keys: { hosts: ALLOWED_HOSTS, origins: ALLOWED_HOSTS },
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
