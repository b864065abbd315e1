import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { callerOf, type AddRoutes } from '@towpath/backend-kit';
import type { paths } from '@towpath/plugin-terraform-stacks-common';
import type { Credentials } from '../state/Credentials';
import type { ProtectedStateViews } from '../state/stateProtection';

/** Answers what people ask about the state of a stack, below `/api/terraform-stacks/stacks/:key`. */
export function stateRoutes(options: {
  views: ProtectedStateViews;
  credentials: Pick<Credentials, 'list' | 'create' | 'end'>;
  httpAuth: HttpAuthService;
}): AddRoutes<paths> {
  const { views, credentials, httpAuth } = options;
  return router => {
    router.get('/stacks/:key/resources', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await views.resources(request.params.key, caller));
    });
    router.get('/stacks/:key/versions', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const { limit, cursor } = request.query;
      const query = { limit: limit && Number(limit), cursor };
      response.json(await views.versions(request.params.key, query, caller));
    });
    router.get(
      '/stacks/:key/versions/difference',
      async (request, response) => {
        const caller = await callerOf(request, httpAuth);
        const { params, query } = request;
        response.json(await views.difference(params.key, query, caller));
      },
    );
    router.post(
      '/stacks/:key/versions/:id/restore',
      async (request, response) => {
        const caller = await callerOf(request, httpAuth);
        const { params, body } = request;
        const { key, id } = params;
        response.json(await views.restore(key, id, body.reason, caller));
      },
    );
    router.delete('/stacks/:key/lock', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      await views.freeLock(request.params.key, request.query, caller);
      response.status(204).end();
    });
    router.get('/stacks/:key/credentials', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const items = await credentials.list(request.params.key, caller);
      response.json({ items });
    });
    router.post('/stacks/:key/credentials', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const { params, body } = request;
      const made = await credentials.create(params.key, body, caller);
      response.status(201).json(made);
    });
    router.delete('/stacks/:key/credentials/:id', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const { key, id } = request.params;
      await credentials.end(key, id, caller);
      response.status(204).end();
    });
  };
}
