import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { callerOf } from '../api/callerOf';
import type { AddRoutes } from '../api/EnvironmentRouter';
import type { ComparisonService } from '../comparison/ComparisonService';

/** What a promotion would change, and what each gate says. */
export function compareRoutes(
  comparisons: ComparisonService,
  httpAuth: HttpAuthService,
): AddRoutes {
  return router => {
    router.get('/compare', async (request, response) => {
      const asker = await callerOf(request, httpAuth);
      response.json(await comparisons.compare(request.query, asker));
    });
  };
}
