import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { type AddRoutes, callerOf } from '@towpath/backend-kit';
import type { paths } from '@towpath/plugin-environment-common';
import type { ComparisonService } from '../comparison/ComparisonService';

/** Answers `/compare`: what a promotion would change, and what each gate says. */
export function compareRoutes(options: {
  comparisons: ComparisonService;
  httpAuth: HttpAuthService;
}): AddRoutes<paths> {
  const { comparisons, httpAuth } = options;
  return router => {
    router.get('/compare', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await comparisons.compare(request.query, caller));
    });
  };
}
