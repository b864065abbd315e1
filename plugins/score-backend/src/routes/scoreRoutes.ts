import { stringifyEntityRef } from '@backstage/catalog-model';
import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { callerOf, type AddRoutes } from '@towpath/backend-kit';
import type { paths } from '@towpath/plugin-score-common';
import type { ScoreService } from '../service/ScoreService';

/** Answers below `/api/score`. */
export function scoreRoutes(options: {
  score: ScoreService;
  httpAuth: HttpAuthService;
}): AddRoutes<paths> {
  const { score, httpAuth } = options;
  return router => {
    router.post('/validate', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await score.validate(request.body, caller));
    });
    router.post('/render', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await score.render(request.body, caller));
    });
    router.get(
      '/services/:kind/:namespace/:name',
      async (request, response) => {
        const caller = await callerOf(request, httpAuth);
        const ref = stringifyEntityRef(request.params);
        response.json(await score.getService(ref, caller));
      },
    );
    router.post(
      '/services/:kind/:namespace/:name/resources',
      async (request, response) => {
        const caller = await callerOf(request, httpAuth);
        const ref = stringifyEntityRef(request.params);
        const key = request.header('Idempotency-Key');
        response
          .status(201)
          .json(await score.addResource(ref, request.body, caller, key));
      },
    );
    router.post('/plans', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.status(201).json(await score.plan(request.body, caller));
    });
    router.get('/plans/:id', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await score.getPlan(request.params.id, caller));
    });
    router.post('/provisions', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const key = request.header('Idempotency-Key');
      response
        .status(201)
        .json(await score.provision(request.body, caller, key));
    });
    router.get('/provisions/:id', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const { after } = request.query;
      response.json(
        await score.getProvision(request.params.id, { after }, caller),
      );
    });
    router.post('/proposals', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.status(201).json(await score.propose(request.body, caller));
    });
    router.get('/resources', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await score.listResources(request.query, caller));
    });
    router.get('/asked-resources', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await score.listAskedResources(request.query, caller));
    });
    router.post('/resources/:id/secrets/:output', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      const { id, output } = request.params;
      response.setHeader('cache-control', 'no-store');
      response.json(await score.revealSecret(id, output, caller));
    });
    router.post('/explanations', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await score.explain(request.body, caller));
    });
    router.get('/resource-types', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await score.listResourceTypes(caller));
    });
    router.get('/patches', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await score.listPatches(caller));
    });

    router.get('/imports', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await score.listImports(caller));
    });
  };
}
