import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Request } from 'express';
import type { AddRoutes } from '../api/EnvironmentRouter';
import type {
  PromotionService,
  StartCall,
} from '../promotions/PromotionService';

interface Options {
  promotions: PromotionService;
  httpAuth: HttpAuthService;
}

/** `/promotions`: what is asked for, decided and rolled back. */
export function promotionRoutes({ promotions, httpAuth }: Options): AddRoutes {
  const anybody = async (request: object) => ({
    credentials: await httpAuth.credentials(request as Request, {
      allow: ['user', 'service'],
    }),
  });
  const person = async (request: object): Promise<StartCall> => ({
    credentials: await httpAuth.credentials(request as Request, {
      allow: ['user'],
    }),
    idempotencyKey: (request as Request).header('Idempotency-Key'),
  });

  return router => {
    router.get('/promotions', async (request, response) => {
      const call = await anybody(request);
      response.json(await promotions.list(request.query, call));
    });
    router.post('/promotions', async (request, response) => {
      const call = await person(request);
      const promotion = await promotions.promote(request.body, call);
      response.status(201).json({ promotionId: promotion.id, promotion });
    });
    router.get('/promotions/:id', async (request, response) => {
      const call = await anybody(request);
      response.json(await promotions.get(request.params.id, call));
    });
    router.get('/promotions/:id/log', async (request, response) => {
      const call = await anybody(request);
      const { id } = request.params;
      response.json(await promotions.log(id, request.query, call));
    });
    router.post('/promotions/:id/approve', async (request, response) => {
      const call = await person(request);
      const { id } = request.params;
      response.json(await promotions.approve(id, request.body, call));
    });
    router.post('/promotions/:id/reject', async (request, response) => {
      const call = await person(request);
      const { id } = request.params;
      response.json(await promotions.reject(id, request.body, call));
    });
    router.post('/promotions/:id/cancel', async (request, response) => {
      const call = await person(request);
      const { id } = request.params;
      response.json(await promotions.cancel(id, request.body ?? {}, call));
    });
    router.post('/promotions/:id/retry', async (request, response) => {
      const call = await person(request);
      response.json(await promotions.retry(request.params.id, call));
    });
    router.get('/promotions/:id/rollback', async (request, response) => {
      const call = await anybody(request);
      response.json(await promotions.previewRollback(request.params.id, call));
    });
    router.post('/promotions/:id/rollback', async (request, response) => {
      const call = await person(request);
      const { id } = request.params;
      const promotion = await promotions.rollback(id, request.body, call);
      response.status(201).json({ promotionId: promotion.id, promotion });
    });
  };
}
