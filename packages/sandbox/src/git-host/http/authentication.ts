import type { RequestHandler } from 'express';
import type { Host } from '../host.ts';

/** Finds out who sends a request by its Authorization header. Wrong credentials end in 401. */
export function authenticate(host: Host): RequestHandler {
  return (request, response, next) => {
    try {
      response.locals.account = host.accounts.authenticate(
        request.headers.authorization,
      );
      next();
    } catch (error) {
      next(error);
    }
  };
}
