import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import type { RequestHandler } from 'express';
import Router from 'express-promise-router';
import type { AddRoutes, ApiRouter } from './ApiRouter';
import { readDocument } from './readDocument';

/**
 * By package. What compares requests with a document is compiled of the document alone, which takes longer than all else
 * that a plugin begins with; so a process that begins one again has it already.
 */
const checks = new Map<string, RequestHandler>();

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
  const router = Router() as unknown as ApiRouter<Paths>;
  router.use(checkFor(packageName));
  areas.forEach(addRoutes => addRoutes(router));
  return router;
}

function checkFor(packageName: string): RequestHandler {
  const known = checks.get(packageName);
  if (known) return known;
  const check = createValidatedOpenApiRouterFromGeneratedEndpointMap<any>(
    readDocument(packageName),
  ) as unknown as RequestHandler;
  checks.set(packageName, check);
  return check;
}
