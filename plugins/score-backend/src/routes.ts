import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { callerOf, type AddRoutes } from '@towpath/backend-kit';
import type { paths } from '@towpath/plugin-score-common';
import type { ScoreService } from './ScoreService';

/** Answers below `/api/score`. */
export function routes(options: {
  service: ScoreService;
  httpAuth: HttpAuthService;
}): AddRoutes<paths> {
  const { service, httpAuth } = options;
  return router => {
    router.post('/runs', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.status(201).json(await service.begin(request.body, caller));
    });
  };
}
