import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
} from '@backstage/catalog-model';
import express, { type Request, type Response, type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { LocationGuard } from './LocationGuard';
import { isLocationId, type LocationMakers } from './LocationMakers';

/**
 * Stands before the catalog's own routes: records who registers a location, guards what changes
 * one, and lets nobody choose where an entity claims to come from. Everything that it lets through
 * goes on to the catalog.
 */
export function createLocationRouter({
  guard,
  logger,
  makers,
}: {
  guard: LocationGuard;
  logger: LoggerService;
  makers: LocationMakers;
}): Router {
  const router = PromiseRouter();
  const json = express.json();

  router.put('/locations/:id', async request => {
    await guard.require(request, 'update');
    return 'next';
  });
  router.delete('/locations/:id', async (request, response) => {
    await guard.require(request, 'delete');
    response.once('finish', () => {
      if (response.statusCode !== 204) return;
      makers.forget(request.params.id).catch(error => logger.warn(error));
    });
    return 'next';
  });
  router.post('/locations', json, async (request, response) => {
    const person = await guard.personOf(request);
    if (person && !(await isThere(request, makers))) {
      afterCreating(response, async id => makers.record(id, person), logger);
      // Else the answer for one that somebody made meanwhile looks like that for a new one.
      request.query.onConflict = 'reject';
    }
    return 'next';
  });
  router.post('/validate-entity', json, async request => {
    dropClaimedLocations(request);
    return 'next';
  });
  return router;
}

async function isThere(
  { body }: Request,
  makers: LocationMakers,
): Promise<boolean> {
  const { type, target } = body ?? {};
  return (
    typeof type === 'string' &&
    typeof target === 'string' &&
    makers.exists({ type, target })
  );
}

/**
 * Does something with the id of a new location before the answer is sent. When that fails, the
 * location has no maker, and platform engineers alone may change it.
 */
function afterCreating(
  response: Response,
  act: (id: string) => Promise<void>,
  logger: LoggerService,
): void {
  const send = response.json.bind(response);
  response.json = body => {
    const id = body?.location?.id;
    if (response.statusCode !== 201 || !isLocationId(id)) return send(body);
    act(id)
      .catch(error => logger.error(`Location ${id} has no maker: ${error}`))
      .finally(() => send(body));
    return response;
  };
}

/**
 * The catalog believes these annotations and reads what lies beside them, a file of this machine
 * too. Where the entity comes from is said by the request's `location`.
 */
function dropClaimedLocations({ body }: Request): void {
  const annotations = body?.entity?.metadata?.annotations;
  if (typeof annotations === 'object' && annotations !== null) {
    delete annotations[ANNOTATION_LOCATION];
    delete annotations[ANNOTATION_ORIGIN_LOCATION];
  }
}
