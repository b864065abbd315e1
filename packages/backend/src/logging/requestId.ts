import type { JsonValue } from '@backstage/types';
import type { Request, RequestHandler, Response } from 'express';
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** The header that carries a request's id, in both directions. */
export const REQUEST_ID_HEADER = 'X-Request-Id';

const WELL_FORMED = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/;

const requestIds = new AsyncLocalStorage<string>();

/** The id of the request that the caller works for, or undefined outside of requests. */
export function currentRequestId(): string | undefined {
  return requestIds.getStore();
}

/**
 * Gives each request an id: the incoming `X-Request-Id` when it is 8 to 64 letters, digits, dots,
 * dashes or underscores, otherwise a new UUID. It is sent back in the same header, stands in error
 * bodies as `request.id`, and is what {@link currentRequestId} answers until the response is sent.
 */
export function requestIdMiddleware(): RequestHandler {
  return (req, res, next) => {
    const id = acceptRequestId(req.headers['x-request-id']);
    res.setHeader(REQUEST_ID_HEADER, id);
    requestIds.run(id, () => {
      keepContext(req, res);
      addToErrorBodies(res, id);
      next();
    });
  };
}

function acceptRequestId(incoming: string | string[] | undefined): string {
  return typeof incoming === 'string' && WELL_FORMED.test(incoming)
    ? incoming
    : randomUUID();
}

/** The socket emits these events outside of the request, and the request is logged in one. */
function keepContext(req: Request, res: Response): void {
  req.emit = AsyncLocalStorage.bind(req.emit.bind(req));
  res.emit = AsyncLocalStorage.bind(res.emit.bind(res));
}

function addToErrorBodies(res: Response, id: string): void {
  const sendJson = res.json.bind(res);
  res.json = body =>
    sendJson(
      isErrorBody(body) ? { ...body, request: { ...body.request, id } } : body,
    );
}

/** Recognizes the body that Backstage's error middleware writes. */
export function isErrorBody(
  body: unknown,
): body is { error: JsonValue; request: object } {
  return (
    typeof body === 'object' &&
    body !== null &&
    'error' in body &&
    'response' in body &&
    'request' in body &&
    typeof body.request === 'object'
  );
}
