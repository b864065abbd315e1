import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { callerOf } from '../api/callerOf';
import type { AddRoutes } from '../api/EnvironmentRouter';
import type { ComparisonService } from '../comparison/ComparisonService';

/** Answers `/compare`: what a promotion would change, and what each gate says. */
export function compareRoutes(options: {
  comparisons: ComparisonService;
  httpAuth: HttpAuthService;
}): AddRoutes {
  const { comparisons, httpAuth } = options;
  return router => {
    router.get('/compare', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await comparisons.compare(request.query, caller));
    });
  };
}
