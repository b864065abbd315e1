import { sameSecret } from '@towpath/sandbox-kit';
import express from 'express';
import type { ErrorRequestHandler, RequestHandler, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import { Schemas } from 'scimmy';
import { addDiscovery } from './addDiscovery.ts';
import { coerceActive } from './coerceActive.ts';
import { addKind } from './addKind.ts';
import type { ScimDirectory } from './ScimDirectory.ts';
import { errorBody, refuse } from './scimError.ts';
import { ScimGroups } from './ScimGroups.ts';
import { ScimPeople } from './ScimPeople.ts';

const REQUESTS_AT_MOST = 1_200;
const BODY_AT_MOST = '1mb';

export interface ScimOptions extends ScimDirectory {
  token: string;
  /** In a minute, by whomever. Default: 1,200. */
  requestsAtMost?: number;
  /** Where the router is mounted, such as `http://localhost:7011/scim/v2`. */
  url: string;
}

const plain: RequestHandler = (_request, response, next) => {
  response.type('application/scim+json');
  response.set('Cache-Control', 'no-store');
  next();
};

const limited = ({ requestsAtMost = REQUESTS_AT_MOST }: ScimOptions) =>
  rateLimit({
    windowMs: 60_000,
    limit: requestsAtMost,
    standardHeaders: true,
    legacyHeaders: false,
    keyGenerator: () => 'everybody',
    handler: (_request, response) => {
      response
        .status(429)
        .send(
          errorBody(
            429,
            `More than ${requestsAtMost} requests within a minute. Retry-After says when to go on`,
          ),
        );
    },
  });

/** SCIM 2.0 (RFC 7643, RFC 7644) over the people and groups of this sandbox, for who has the token. */
export function createScimRouter(options: ScimOptions): Router {
  const router = express.Router();
  router.use(plain, limited(options), onlyWith(options.token));
  router.use(
    express.json({
      type: ['application/scim+json', 'application/json'],
      limit: BODY_AT_MOST,
    }),
    (request, _response, next) => {
      request.body = coerceActive(request.body);
      next();
    },
  );
  addDiscovery(router, options.url);
  for (const [endpoint, kind, Schema] of [
    ['/Users', new ScimPeople(options), Schemas.User],
    ['/Groups', new ScimGroups(options), Schemas.Group],
  ] as const) {
    addKind(router, { endpoint, kind, Schema, url: options.url });
  }
  router.use((request, _response, next) => {
    next(notOffered(request.method, request.path));
  });
  router.use(saysNo(options));
  return router;
}

function onlyWith(token: string): RequestHandler {
  return (request, response, next) => {
    const [, given = ''] =
      /^Bearer (.+)$/i.exec(request.get('authorization') ?? '') ?? [];
    if (sameSecret(given, token)) {
      next();
      return;
    }
    response.set('WWW-Authenticate', 'Bearer realm="SCIM"');
    next(
      refuse(
        401,
        'Not the token of this installation. TOWPATH_SCIM_TOKEN in .towpath/secrets.json is sent as "Authorization: Bearer …"',
      ),
    );
  };
}

const NOT_OFFERED = /^\/(Bulk|Me)\b|\/\.search$/i;

function notOffered(method: string, path: string): Error {
  return NOT_OFFERED.test(path)
    ? refuse(501, `${path} is not offered, as ServiceProviderConfig says`)
    : refuse(404, `There is no ${method} ${path} here`);
}

function saysNo({ log }: ScimOptions): ErrorRequestHandler {
  return (error, _request, response, _next) => {
    const status = Number(error.status ?? 500);
    if (status >= 500 && status !== 501) {
      log(`SCIM failed: ${error.stack ?? error}`);
      response.status(500).send(errorBody(500, 'The sandbox has the reason'));
      return;
    }
    // Of the parser of bodies, which has words of its own for what it refuses.
    const type = error.type ? 'invalidSyntax' : error.scimType;
    response.status(status).send(errorBody(status, error.message, type));
  };
}
