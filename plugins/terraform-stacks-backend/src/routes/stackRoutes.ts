import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { callerOf, type AddRoutes } from '@towpath/backend-kit';
import type { paths } from '@towpath/plugin-terraform-stacks-common';
import type { ProtectedStackRuns } from '../runs/stackProtection';

/** Answers below `/api/terraform-stacks`. */
export function stackRoutes(options: {
  runs: ProtectedStackRuns;
  httpAuth: HttpAuthService;
}): AddRoutes<paths> {
  const { runs, httpAuth } = options;
  return router => {
    router.post('/runs', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const key = request.header('Idempotency-Key');
      response.status(201).json(await runs.begin(request.body, key, caller));
    });
    router.get('/runs/:id', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const { after = 0 } = request.query;
      response.json(await runs.look(request.params.id, Number(after), caller));
    });
    router.post('/runs/:id/apply', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const { params, body } = request;
      response.json(await runs.apply(params.id, body, caller));
    });
    router.post('/runs/:id/cancel', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const { params, body } = request;
      response.json(await runs.cancel(params.id, body.reason, caller));
    });
    router.post('/runs/:id/told', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      await runs.markTold(request.params.id, caller);
      response.status(204).end();
    });
    router.get('/stacks', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json({ items: await runs.list(caller) });
    });
    router.get('/stacks/:key/outputs', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const { key } = request.params;
      response.json({ outputs: await runs.outputs(key, caller) });
    });
  };
}
