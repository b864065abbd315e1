import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { type AddRoutes, callerOf } from '@towpath/backend-kit';
import type { paths } from '@towpath/plugin-environment-common';
import type { HoldService } from '../gates/holds/HoldService';

/** Answers `/services/{kind}/{namespace}/{name}/holds/{environment}`. */
export function holdRoutes(options: {
  holds: HoldService;
  httpAuth: HttpAuthService;
}): AddRoutes<paths> {
  const { holds, httpAuth } = options;
  return router => {
    router.delete(
      '/services/:kind/:namespace/:name/holds/:environment',
      async (request, response) => {
        const { environment, ...ref } = request.params;
        const service = stringifyEntityRef(ref);
        const caller = await callerOf(request, httpAuth);
        await holds.lift({ service, environment }, caller);
        response.status(204).end();
      },
    );
  };
}
