import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { callerOf, type AddRoutes } from '@towpath/backend-kit';
import type { paths } from '@towpath/plugin-policies-common';
import type { PoliciesService } from './PoliciesService';

/** Answers below `/api/policies`. */
export function routes(options: {
  service: PoliciesService;
  httpAuth: HttpAuthService;
}): AddRoutes<paths> {
  const { service, httpAuth } = options;
  return router => {
    router.get('/policies', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await service.list(caller));
    });
    router.post('/trials', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await service.try(request.body, caller));
    });
  };
}
