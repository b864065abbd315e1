import { HostDiscovery } from '@backstage/backend-defaults/discovery';
import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { forwardRequestId } from './forwardRequestId';
import { rememberHttpServer } from '../signals/httpServers';
import { guardJson, refuseUnfitUrls } from '../texts';
import { requestIdMiddleware } from './requestId';

/**
 * Backstage's root HTTP router, with a request id before anything else in its default stack, and
 * sent along from plugin to plugin. It refuses texts that no database stores.
 */
export const rootHttpRouter = rootHttpRouterServiceFactory({
  configure({ app, applyDefaults, config, lifecycle, server }) {
    rememberHttpServer(config, server);
    guardJson();
    app.use(requestIdMiddleware());
    app.use(refuseUnfitUrls());
    applyDefaults();
    const forwarding = forwardRequestId(HostDiscovery.fromConfig(config));
    lifecycle.addShutdownHook(async () => (await forwarding)());
  },
});
