import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { type AddRoutes, callerOf } from '@towpath/backend-kit';
import type { paths } from '@towpath/plugin-environment-common';
import type { CheckService } from '../gates/checks/CheckService';

/** Answers `/checks`, for people and for build servers. */
export function checkRoutes(options: {
  checks: CheckService;
  httpAuth: HttpAuthService;
}): AddRoutes<paths> {
  const { checks, httpAuth } = options;
  return router => {
    router.post('/checks', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      await checks.report(request.body, caller);
      response.status(204).end();
    });
  };
}
