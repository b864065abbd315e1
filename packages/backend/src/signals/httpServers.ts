import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { Server } from 'node:http';

// A process may hold several backends, as tests do; each has one configuration object.
const servers = new WeakMap<RootConfigService, Server>();

/** Remembers the server of a backend for {@link httpServerOf}: Backstage shows it to its root router only. */
export function rememberHttpServer(
  config: RootConfigService,
  server: Server,
): void {
  servers.set(config, server);
}

/** The HTTP server of the backend with this configuration. */
export function httpServerOf(config: RootConfigService): Server {
  const server = servers.get(config);
  if (server) return server;
  throw new Error(
    'The HTTP server is not known: add rootHttpRouter of logging/ to the backend',
  );
}
