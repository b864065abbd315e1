import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { callerOf, type AddRoutes } from '@towpath/backend-kit';
import type { paths } from '@towpath/plugin-terraform-stacks-common';
import type { Definitions } from '../definitions/Definitions';
import type { DefinedRuns } from '../runs/DefinedRuns';
import type { ProtectedStackRuns } from '../runs/stackProtection';

/** Answers below `/api/terraform-stacks`. */
export function stackRoutes(options: {
  runs: ProtectedStackRuns;
  definitions: Definitions;
  defined: Pick<DefinedRuns, 'plan'>;
  httpAuth: HttpAuthService;
}): AddRoutes<paths> {
  const { runs, definitions, defined, httpAuth } = options;
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
      const { query } = request;
      response.json(
        await definitions.list(
          { ...query, limit: Number(query.limit ?? 50) },
          caller,
        ),
      );
    });
    router.get('/stacks/:key', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await definitions.detail(request.params.key, caller));
    });
    router.put('/stacks/:key', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const { params, body } = request;
      const onlyNew = request.header('If-None-Match') !== undefined;
      response.json(
        await definitions.define(params.key, body, { onlyNew }, caller),
      );
    });
    router.post('/stacks/:key/runs', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const once = request.header('Idempotency-Key');
      const { params, body } = request;
      const begun = await defined.plan(params.key, body, once, caller);
      response.status(201).json(begun);
    });
    router.get('/stacks/:key/whole-outputs', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const { key } = request.params;
      response.json({ outputs: await runs.wholeOutputs(key, caller) });
    });
    router.get('/stacks/:key/outputs', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const { key } = request.params;
      response.json({ outputs: await runs.outputs(key, caller) });
    });
  };
}
