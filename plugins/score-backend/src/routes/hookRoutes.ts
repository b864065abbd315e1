import express, { type Request, type Router } from 'express';
import type { HookIntake, HookRequest } from '../hooks/HookIntake';

/** What a host tells of one push is a small part of it; what is larger is found by the look that follows no hook. */
const LONGEST = '5mb';

/**
 * Takes what Git hosts tell below `/api/score/hooks`, by its bytes as they are signed. It has no part in the contract of
 * the API, which is for people and programs that ask.
 */
export function hookRoutes(intake: HookIntake): Router {
  const router = express.Router();
  const bytes = express.raw({
    type: () => true,
    limit: LONGEST,
    // Packed, it could be of any size.
    inflate: false,
  });
  const take = (
    { headers, body }: Request,
    to: Pick<HookRequest, 'host' | 'repository'>,
  ) =>
    intake.take({
      ...to,
      headers,
      body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
    });
  router.post('/hooks/:host', bytes, (request, response, next) => {
    const { host } = request.params;
    take(request, { host }).then(
      taken => response.status(202).json({ taken }),
      next,
    );
  });
  router.post('/hooks/:host/:owner/:name', bytes, (request, response, next) => {
    const { host, owner, name } = request.params;
    take(request, { host, repository: { owner, name } }).then(
      taken => response.status(202).json({ taken }),
      next,
    );
  });
  return router;
}
