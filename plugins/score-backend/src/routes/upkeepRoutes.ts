import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { callerOf, type AddRoutes } from '@towpath/backend-kit';
import type { paths } from '@towpath/plugin-score-common';
import type { UpkeepService } from '../upkeep/UpkeepService';

/** Answers about work on one resource below `/api/score`. */
export function upkeepRoutes(options: {
  upkeep: UpkeepService;
  httpAuth: HttpAuthService;
}): AddRoutes<paths> {
  const { upkeep, httpAuth } = options;
  return router => {
    router.post('/secrets/reseal', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await upkeep.reseal(caller));
    });
    router.post('/resources/:id/rotate', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const key = request.header('Idempotency-Key');
      const { id } = request.params;
      response
        .status(201)
        .json(await upkeep.rotate(id, request.body, caller, key));
    });
    router.post('/resources/:id/hand-over', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const key = request.header('Idempotency-Key');
      const { id } = request.params;
      response
        .status(201)
        .json(await upkeep.handOver(id, request.body, caller, key));
    });
    router.post('/resources/:id/restore', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const key = request.header('Idempotency-Key');
      const { id } = request.params;
      response
        .status(201)
        .json(await upkeep.restore(id, request.body, caller, key));
    });
    router.post('/resources/:id/remove', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const key = request.header('Idempotency-Key');
      const { id } = request.params;
      response
        .status(201)
        .json(await upkeep.removeCopy(id, request.body, caller, key));
    });
  };
}
