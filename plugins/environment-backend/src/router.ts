import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import type {
  AddRoutes,
  EnvironmentEndpoints,
  EnvironmentRouter,
} from './api/EnvironmentRouter';
import { readDocument } from './api/readDocument';

/**
 * Checks each request against openapi.yaml, answering an InputError that names the field, and hands
 * it to the routes of its area.
 */
export function createRouter(areas: AddRoutes[]): EnvironmentRouter {
  const router =
    createValidatedOpenApiRouterFromGeneratedEndpointMap<EnvironmentEndpoints>(
      readDocument(),
    );
  areas.forEach(addRoutes => addRoutes(router));
  return router;
}
