import type { AddRoutes } from '@towpath/backend-kit';
import type { paths } from '@towpath/plugin-score-common';
import type { SecretReader } from '../store/SecretReader';

/** Answers the External Secrets Operator below `/api/score/store`. */
export function storeRoutes(reader: SecretReader): AddRoutes<paths> {
  return router => {
    router.get(
      '/store/:environment/:resource/:output',
      async (request, response) => {
        const { environment, resource, output } = request.params;
        // No cache on the way may keep it.
        response.setHeader('cache-control', 'no-store');
        const address = { environment, resource, output };
        response.json({ value: await reader.read(address, request) });
      },
    );
  };
}
