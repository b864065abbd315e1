import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { type AddRoutes, callerOf } from '@towpath/backend-kit';
import type { paths } from '@towpath/plugin-environment-common';
import type { FreezeService } from '../gates/freezes/FreezeService';

/** Answers below `/freezes`. */
export function freezeRoutes(options: {
  freezes: FreezeService;
  httpAuth: HttpAuthService;
}): AddRoutes<paths> {
  const { freezes, httpAuth } = options;
  return router => {
    router.get('/freezes', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await freezes.list(request.query, caller));
    });

    router.post('/freezes', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.status(201).json(await freezes.create(request.body, caller));
    });

    router.delete('/freezes/:id', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      await freezes.end(request.params.id, caller);
      response.status(204).end();
    });
  };
}
