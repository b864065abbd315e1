import type { AddRoutes } from '../api/EnvironmentRouter';

export function statusRoutes(): AddRoutes {
  return router => {
    router.get('/status', async (_request, response) => {
      response.json({ instances: [] });
    });
  };
}
