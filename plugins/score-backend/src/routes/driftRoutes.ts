import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { callerOf, type AddRoutes } from '@towpath/backend-kit';
import type { paths } from '@towpath/plugin-score-common';
import type { DriftService } from '../drift/DriftService';

/** Answers about drift below `/api/score`. */
export function driftRoutes(options: {
  drift: DriftService;
  httpAuth: HttpAuthService;
}): AddRoutes<paths> {
  const { drift, httpAuth } = options;
  return router => {
    router.post('/looks', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await drift.look(request.body, caller));
    });
    router.post('/resources/:id/accept', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const { id } = request.params;
      response.json(await drift.accept(id, request.body, caller));
    });
  };
}
