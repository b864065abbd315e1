import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { type AddRoutes, callerOf } from '@towpath/backend-kit';
import type { paths } from '@towpath/plugin-environment-common';
import type { PromotionService } from '../promotions/PromotionService';

/** Answers below `/promotions`: what is asked for, decided and rolled back. */
export function promotionRoutes(options: {
  promotions: PromotionService;
  httpAuth: HttpAuthService;
}): AddRoutes<paths> {
  const { promotions, httpAuth } = options;
  return router => {
    router.get('/promotions', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await promotions.list(request.query, caller));
    });

    router.post('/promotions', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const key = request.header('Idempotency-Key');
      const promotion = await promotions.promote(request.body, caller, key);
      response.status(201).json({ promotionId: promotion.id, promotion });
    });

    router.get('/promotions/:id', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await promotions.get(request.params.id, caller));
    });

    router.get('/promotions/:id/log', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const { id } = request.params;
      response.json(await promotions.log(id, request.query, caller));
    });

    router.post('/promotions/:id/approve', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const { id } = request.params;
      response.json(await promotions.approve(id, request.body, caller));
    });

    router.post('/promotions/:id/reject', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const { id } = request.params;
      response.json(await promotions.reject(id, request.body, caller));
    });

    router.post('/promotions/:id/cancel', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const { id } = request.params;
      response.json(await promotions.cancel(id, request.body ?? {}, caller));
    });

    router.post('/promotions/:id/retry', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await promotions.retry(request.params.id, caller));
    });

    router.get('/promotions/:id/rollback', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const { id } = request.params;
      response.json(await promotions.previewRollback(id, caller));
    });

    router.post('/promotions/:id/rollback', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const key = request.header('Idempotency-Key');
      const { id } = request.params;
      const promotion = await promotions.rollback(
        id,
        request.body,
        caller,
        key,
      );
      response.status(201).json({ promotionId: promotion.id, promotion });
    });
  };
}
