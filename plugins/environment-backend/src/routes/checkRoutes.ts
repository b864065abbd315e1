import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { callerOf } from '../api/callerOf';
import type { AddRoutes } from '../api/EnvironmentRouter';
import type { CheckService } from '../gates/checks/CheckService';

/** Answers `/checks`, for people and for build servers. */
export function checkRoutes(options: {
  checks: CheckService;
  httpAuth: HttpAuthService;
}): AddRoutes {
  const { checks, httpAuth } = options;
  return router => {
    router.post('/checks', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      await checks.report(request.body, caller);
      response.status(204).end();
    });
  };
}
