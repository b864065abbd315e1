import { HostDiscovery } from '@backstage/backend-defaults/discovery';
import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { guardServer } from '@towpath/front-door';
import { readFrontDoor } from '../frontDoor';
import { forwardRequestId } from './forwardRequestId';
import { requestIdMiddleware } from './requestId';

/**
 * Backstage's root HTTP router behind the front door, with a request id before anything else in its
 * default stack, and sent along from plugin to plugin.
 */
export const rootHttpRouter = rootHttpRouterServiceFactory({
  configure({ app, applyDefaults, config, lifecycle, logger, server }) {
    const door = readFrontDoor(config, peer =>
      app.get('trust proxy fn')(peer, 0),
    );
    guardServer(server, door, ({ message }) =>
      logger.warn(`Not let in: ${message}`),
    );
    app.use(requestIdMiddleware());
    applyDefaults();
    const forwarding = forwardRequestId(HostDiscovery.fromConfig(config));
    lifecycle.addShutdownHook(async () => (await forwarding)());
  },
});
