import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import { InputError } from '@backstage/errors';
import type { Request } from 'express';
import type {
  AddRoutes,
  EnvironmentEndpoints,
  EnvironmentRouter,
} from './api/EnvironmentRouter';
import { readDocument } from './api/readDocument';

const NUL = 'Text may not hold the character NUL (U+0000): leave it out';

/** PostgreSQL stores it in no text. */
function holdsNul({ url, body }: Pick<Request, 'url' | 'body'>): boolean {
  let found = url.includes('%00');
  JSON.stringify(body, (_key, value) => {
    found ||= typeof value === 'string' && value.includes('\0');
    return value;
  });
  return found;
}

/**
 * Checks each request against openapi.yaml, answering an InputError that names the field, and hands
 * it to the routes of its area.
 */
export function createRouter(areas: AddRoutes[]): EnvironmentRouter {
  const router =
    createValidatedOpenApiRouterFromGeneratedEndpointMap<EnvironmentEndpoints>(
      readDocument(),
    );
  router.use((request, _response, next) =>
    next(holdsNul(request) ? new InputError(NUL) : undefined),
  );
  areas.forEach(addRoutes => addRoutes(router));
  return router;
}
