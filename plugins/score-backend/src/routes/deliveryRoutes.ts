import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { callerOf, type AddRoutes } from '@towpath/backend-kit';
import type { paths } from '@towpath/plugin-score-common';
import type { DeliveryService } from '../deliveries/DeliveryService';

/** Answers promotions below `/api/score/deliveries`. */
export function deliveryRoutes(options: {
  deliveries: DeliveryService;
  httpAuth: HttpAuthService;
}): AddRoutes<paths> {
  const { deliveries, httpAuth } = options;
  return router => {
    router.post('/deliveries/plans', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await deliveries.plan(request.body, caller));
    });
    router.post('/deliveries', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await deliveries.provide(request.body, caller));
    });
    router.post('/deliveries/:id/give-up', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      await deliveries.giveUp(request.params.id, caller);
      response.status(204).end();
    });
  };
}
