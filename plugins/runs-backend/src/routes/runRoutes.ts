import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { AddRoutes } from '@towpath/backend-kit';
import type { paths } from '@towpath/plugin-runs-common';
import type { RunsService } from '@towpath/runs';
import type { Request } from 'express';
import type { RunLister } from '../listing/RunLister';
import type { RunFinder } from '../service/RunFinder';
import { personOf } from './personOf';

/** Answers what is asked of runs, by the operations of the kind that each is of. */
export function runRoutes(options: {
  types: RunsService;
  lister: RunLister;
  finder: RunFinder;
  httpAuth: HttpAuthService;
}): AddRoutes<paths> {
  const { types, lister, finder, httpAuth } = options;
  const open = async (request: Request<{ id: string }, any, any, any, any>) => {
    const caller = await personOf(request, httpAuth);
    const { id } = request.params;
    const { operations } = await finder.find(id);
    return { id, caller, operations };
  };
  return router => {
    router.get('/kinds', async (request, response) => {
      await personOf(request, httpAuth);
      const items = types
        .list()
        .map(({ kind, title, channel }) => ({ kind, title, channel }));
      response.json({ items });
    });

    router.get('/runs', async (request, response) => {
      const caller = await personOf(request, httpAuth);
      response.json(await lister.list(request.query, caller));
    });

    router.get('/runs/:id', async (request, response) => {
      const { id, caller, operations } = await open(request);
      response.json(await operations.get(id, caller));
    });

    router.get('/runs/:id/log', async (request, response) => {
      const { id, caller, operations } = await open(request);
      response.json(await operations.log(id, request.query, caller));
    });

    router.post('/runs/:id/approve', async (request, response) => {
      const { id, caller, operations } = await open(request);
      response.json(await operations.approve(id, request.body, caller));
    });

    router.post('/runs/:id/reject', async (request, response) => {
      const { id, caller, operations } = await open(request);
      response.json(await operations.reject(id, request.body, caller));
    });

    router.post('/runs/:id/cancel', async (request, response) => {
      const { id, caller, operations } = await open(request);
      response.json(await operations.cancel(id, request.body ?? {}, caller));
    });

    router.post('/runs/:id/retry', async (request, response) => {
      const { id, caller, operations } = await open(request);
      response.json(await operations.retry(id, caller));
    });

    router.post('/runs/:id/rollback', async (request, response) => {
      const caller = await personOf(request, httpAuth);
      const { id } = request.params;
      const operations = await finder.findReversible(id);
      const key = request.header('Idempotency-Key');
      response
        .status(201)
        .json(await operations.rollBack(id, request.body, caller, key));
    });
  };
}
