import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { callerOf, type AddRoutes } from '@towpath/backend-kit';
import type { paths } from '@towpath/plugin-__ID__-common';
import type { __PASCAL__Service } from './__PASCAL__Service';

/** Answers below `/api/__ID__`. */
export function routes(options: {
  service: __PASCAL__Service;
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
