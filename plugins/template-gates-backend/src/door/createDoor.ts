import { NotFoundError } from '@backstage/errors';
import express, { type Request, type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { DoorServices } from './DoorServices';
import { judgeDryRun, judgeNewTask, judgeRetry } from './judging';
import { answerHeldTask, cancelHeldTask, listWithHeld } from './heldTasks';

const READING = ['GET', 'HEAD', 'OPTIONS'];
/** What changes nothing of a task, or only ends it. */
const HARMLESS = [
  /^\/v2\/tasks\/[^/]+\/cancel\/?$/i,
  /^\/v2\/autocomplete\/[^/]+\/[^/]+\/?$/i,
];

/**
 * Everything that begins a task passes here: pages, terminal, AI clients and other plugins all come over HTTP. What
 * the scaffolder might answer and this door does not know is refused, not let through.
 */
export function createDoor(services: DoorServices): Router {
  const router = PromiseRouter();
  // As generous as the scaffolder, which takes over what was read here: what is judged is what is done.
  const json = express.json({ limit: '10mb' });
  const judged = new WeakSet<Request>();
  const pass = (request: Request) => {
    judged.add(request);
    return 'next' as const;
  };

  router.post('/v2/tasks', json, async (request, response) =>
    (await judgeNewTask(services, request, response)) ? pass(request) : null,
  );
  router.post('/v2/tasks/:taskId/retry', json, async (request, response) =>
    (await judgeRetry(services, request, response)) ? pass(request) : null,
  );
  router.post('/v2/dry-run', json, async (request, response) =>
    (await judgeDryRun(services, request, response)) ? pass(request) : null,
  );
  router.post('/v2/tasks/:taskId/cancel', (request, response) =>
    cancelHeldTask(services, request, response),
  );
  router.get('/v2/tasks', (request, response) =>
    listWithHeld(services, request, response),
  );
  router.get('/v2/tasks/:taskId', (request, response, next) =>
    answerHeldTask(services, 'task', { request, response, next }),
  );
  router.get('/v2/tasks/:taskId/events', (request, response, next) =>
    answerHeldTask(services, 'events', { request, response, next }),
  );
  router.get('/v2/tasks/:taskId/eventstream', (request, response, next) =>
    answerHeldTask(services, 'stream', { request, response, next }),
  );
  router.use(async request => {
    if (isKnown(request) || judged.has(request)) return 'next';
    throw new NotFoundError(
      `${request.method} ${request.path} is nothing that the rules about templates know, so it is not let through to the scaffolder`,
    );
  });
  return router;
}

function isKnown({ method, path }: Request): boolean {
  if (READING.includes(method)) return true;
  if (HARMLESS.some(known => known.test(path))) return true;
  // Of other modules, and of the portal itself: none of the scaffolder's own paths is there.
  return !/^\/+v2(\/|$)/i.test(decoded(path));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
