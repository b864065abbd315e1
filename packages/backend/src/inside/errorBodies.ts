import type { RequestHandler } from 'express';
import { isErrorBody } from '../logging/requestId';
import { hideIn, type Hide } from './hideInside';

/** Hides stacks and the paths of the server in the errors that any plugin answers. */
export function hideInErrors(hide: Hide): RequestHandler {
  return (_request, response, next) => {
    const sendJson = response.json.bind(response);
    response.json = body =>
      sendJson(
        isErrorBody(body) ? { ...body, error: hideIn(body.error, hide) } : body,
      );
    next();
  };
}
