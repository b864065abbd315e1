import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** Lets an async handler fail into express' error handler. */
export function handle(
  handler: (
    request: Request,
    response: Response,
    next: NextFunction,
  ) => Promise<unknown>,
): RequestHandler {
  return (request, response, next) => {
    handler(request, response, next).catch(next);
  };
}
