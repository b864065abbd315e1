import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { requestIdMiddleware } from './requestId';

/** Backstage's root HTTP router, with a request id before anything else in its default stack. */
export const rootHttpRouter = rootHttpRouterServiceFactory({
  configure({ app, applyDefaults }) {
    app.use(requestIdMiddleware());
    applyDefaults();
  },
});
