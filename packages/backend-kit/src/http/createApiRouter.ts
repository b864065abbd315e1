import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import type { AddRoutes, ApiRouter } from './ApiRouter';
import { readDocument } from './readDocument';

/**
 * Checks each request against the plugin's openapi.yaml, answering an InputError that names the field,
 * and hands it to the routes of its area.
 *
 * @param packageName see {@link readDocument}
 */
export function createApiRouter<Paths>(
  packageName: string,
  areas: AddRoutes<Paths>[],
): ApiRouter<Paths> {
  // Its endpoints are those of the document, which the compiler cannot know before `Paths` is given.
  const router = createValidatedOpenApiRouterFromGeneratedEndpointMap<any>(
    readDocument(packageName),
  ) as ApiRouter<Paths>;
  areas.forEach(addRoutes => addRoutes(router));
  return router;
}
