import { HostDiscovery } from '@backstage/backend-defaults/discovery';
import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { guardServer } from '@towpath/front-door';
import { readFrontDoor } from '../frontDoor';
import { askAgainWhileStarting } from '../health/askAgainWhileStarting';
import { forwardRequestId } from './forwardRequestId';
import { hideInErrors } from '../inside/errorBodies';
import { createHide } from '../inside/hideInside';
import { rememberHttpServer } from '../signals/httpServers';
import { guardJson, refuseUnfitUrls } from '../texts';
import { requestIdMiddleware } from './requestId';

/**
 * Backstage's root HTTP router behind the front door, with a request id before anything else in its
 * default stack, and sent along from plugin to plugin. It refuses texts that no database stores, and
 * hides the inside of the server in errors.
 */
export const rootHttpRouter = rootHttpRouterServiceFactory({
  configure({ app, applyDefaults, config, server, ...services }) {
    const { lifecycle, logger, middleware } = services;
    const door = readFrontDoor(config, peer =>
      app.get('trust proxy fn')(peer, 0),
    );
    guardServer(server, door, ({ message }) =>
      logger.warn(`Not let in: ${message}`),
    );
    rememberHttpServer(config, server);
    guardJson();
    app.use(requestIdMiddleware());
    app.use(hideInErrors(createHide(config)));
    app.use(refuseUnfitUrls());
    askAgainWhileStarting(middleware, lifecycle);
    applyDefaults();
    const forwarding = forwardRequestId(HostDiscovery.fromConfig(config));
    lifecycle.addShutdownHook(async () => (await forwarding)());
  },
});
