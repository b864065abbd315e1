import { handle } from '@towpath/sandbox-kit';
import { type Request, type Response, Router } from 'express';
import type { Application } from '../model.ts';
import type { ApplicationEvent } from '../state/ApplicationStore.ts';
import type { ArgoCdParts } from '../ArgoCdParts.ts';
import { selectFields } from './fields.ts';
import { readQuery } from './query.ts';
import { treeOf } from './resourceRoutes.ts';
import { locate, locatorOf, queryText } from './request.ts';

const KEEP_ALIVE_MS = 15_000;

/** Changes as they happen: newline JSON, or server-sent events to who asks for them. */
export function streamRoutes(parts: ArgoCdParts): Router {
  const router = Router();
  router.get(
    '/',
    handle(async (request, response) => {
      const fits = readQuery(request);
      const least = Number(queryText(request, 'resourceVersion') ?? 0);
      const send = openStream(parts, request, response);
      const sent = new Map<string, string>();
      const offer = ({ type, application }: ApplicationEvent) => {
        const { name, resourceVersion } = application.metadata;
        if (!fits(application) || Number(resourceVersion) < least) return;
        const chunk = present(request, { type, application });
        // As in the real one: what looks the same as before is not sent again.
        if (sent.get(name) === chunk) return;
        sent.set(name, chunk);
        send(name, chunk);
      };
      if (!least) {
        for (const { application } of parts.store.list()) {
          offer({ type: 'ADDED', application });
        }
      }
      const end = parts.store.subscribe(offer);
      response.on('close', end);
    }),
  );

  router.get(
    '/:name/resource-tree',
    handle(async (request, response) => {
      const locator = locatorOf(request);
      const record = locate(parts, locator);
      const send = openStream(parts, request, response);
      let last = '';
      const offer = () => {
        const now = parts.store.get(locator.name);
        const chunk = JSON.stringify({ result: treeOf(parts, now ?? record) });
        if (chunk !== last) send(locator.name, chunk);
        last = chunk;
      };
      offer();
      const end = parts.store.subscribe(({ application }) => {
        if (application.metadata.name === locator.name) offer();
      });
      response.on('close', end);
    }),
  );
  return router;
}

function present(
  request: Request,
  result: { type: string; application: Application },
): string {
  const fields = queryText(request, 'fields');
  return JSON.stringify(fields ? selectFields({ result }, fields) : { result });
}

function openStream(
  { faults }: ArgoCdParts,
  request: Request,
  response: Response,
) {
  const asEvents = request.headers.accept === 'text/event-stream';
  response.writeHead(200, {
    'Content-Type': asEvents ? 'text/event-stream' : 'application/json',
    'Cache-Control': 'no-cache',
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  if (asEvents) {
    const timer = setInterval(() => response.write(':\n'), KEEP_ALIVE_MS);
    timer.unref();
    response.on('close', () => clearInterval(timer));
  }
  return (name: string, chunk: string) => {
    const fate = faults.onStreamEvent?.(name) ?? 'send';
    if (fate === 'drop') response.destroy();
    if (fate !== 'send' || response.destroyed) return;
    response.write(asEvents ? `data: ${chunk} \n\n` : `${chunk}\n`);
  };
}
