import { DefaultHttpAuthService } from '@backstage/backend-defaults/httpAuth';
import {
  createAuthIntegrationRouter,
  createCookieAuthRefreshMiddleware,
  createCredentialsBarrier,
  createLifecycleMiddleware,
  createRateLimitMiddleware,
} from '@backstage/backend-defaults/httpRouter';
import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import PromiseRouter from 'express-promise-router';
import { readPlatformEngineerGroups } from '@towpath/roles';
import { AccessGuard } from './AccessGuard';
import { portalAccessServiceRef } from './portalAccessServiceRef';

/**
 * Backstage's HTTP router of a plugin, made of its own parts, with the {@link AccessGuard} before
 * everything that a plugin, one of its modules or a service of Backstage mounts there.
 */
export const httpRouter = createServiceFactory({
  service: coreServices.httpRouter,
  initialization: 'always',
  deps: {
    access: portalAccessServiceRef,
    auth: coreServices.auth,
    config: coreServices.rootConfig,
    discovery: coreServices.discovery,
    httpAuth: coreServices.httpAuth,
    lifecycle: coreServices.lifecycle,
    logger: coreServices.logger,
    plugin: coreServices.pluginMetadata,
    rootHttpRouter: coreServices.rootHttpRouter,
    userInfo: coreServices.userInfo,
  },
  async factory({
    access,
    auth,
    config,
    discovery,
    httpAuth,
    userInfo,
    ...deps
  }) {
    const pluginId = deps.plugin.getId();
    const guard = new AccessGuard({
      auth,
      httpAuth: DefaultHttpAuthService.create({ auth, discovery, pluginId }),
      platformEngineers: readPlatformEngineerGroups(config),
      pluginId,
      tokenRoutes: access.tokenRoutes.get(pluginId) ?? [],
      userInfo,
    });
    const barrier = createCredentialsBarrier({ httpAuth, config });
    const routes = PromiseRouter();

    const router = PromiseRouter();
    router.use(createRateLimitMiddleware({ pluginId, config }));
    deps.rootHttpRouter.use(`/api/${pluginId}`, router);
    router.use(createAuthIntegrationRouter({ auth }));
    router.use(
      createLifecycleMiddleware({ config, lifecycle: deps.lifecycle }),
    );
    router.use(request => guard.check(request).then(() => 'next'));
    router.use(barrier.middleware);
    router.use(createCookieAuthRefreshMiddleware({ auth, httpAuth }));
    router.use(routes);
    router.use(
      MiddlewareFactory.create({ config, logger: deps.logger }).error(),
    );
    return {
      use: handler => void routes.use(handler),
      addAuthPolicy: policy => barrier.addAuthPolicy(policy),
    };
  },
});
