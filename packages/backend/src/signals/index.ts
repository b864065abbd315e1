import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import type { SignalPayload } from '@backstage/plugin-signals-node';
import type { RequestHandler } from 'express';
import { randomUUID } from 'node:crypto';
import { portalAccessServiceRef } from '../access';
import { admit } from './admit';
import { httpServerOf } from './httpServers';
import { SignalHub } from './SignalHub';

/** For who came through a proxy that passes no sockets on. */
const tellToUpgrade: RequestHandler = (_request, response) => {
  response
    .status(426)
    .set('Upgrade', 'websocket')
    .json({
      error: { name: 'UpgradeRequired', message: 'Ask for a WebSocket here' },
    });
};

/** Answers `/api/signals`, in place of Backstage's own plugin; see docs/adr/0012. */
export default createBackendPlugin({
  pluginId: 'signals',
  register(env) {
    env.registerInit({
      deps: {
        access: portalAccessServiceRef,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.rootLifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        rootHttpRouter: coreServices.rootHttpRouter,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { access, config, events, httpRouter, lifecycle } = deps;
        httpRouter.use(tellToUpgrade);
        const hub = new SignalHub({
          ...deps,
          channels: access.channels,
          server: httpServerOf(config),
          admit: request => admit(request, deps),
        });
        await events.subscribe({
          // Each replica has pages of its own to tell.
          id: `signals-${randomUUID()}`,
          topics: ['signals'],
          onEvent: async ({ eventPayload }) =>
            hub.deliver(eventPayload as SignalPayload),
        });
        hub.start();
        lifecycle.addShutdownHook(() => hub.stop());
      },
    });
  },
});
