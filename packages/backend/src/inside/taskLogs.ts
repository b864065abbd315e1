import type { JsonValue } from '@backstage/types';
import type { RequestHandler, Response } from 'express';
import { hideIn, type Hide } from './hideInside';

const EVENTS = /^\/v2\/tasks\/[^/]+\/(events|eventstream)$/;
const DRY_RUN = '/v2/dry-run';

/**
 * Upstream writes the stack of a step that failed into the log of its task, for whoever may read that.
 * Hides it, and the paths of the server, on the way out: as JSON and as a stream of events.
 */
export function hideInTaskLogs(hide: Hide): RequestHandler {
  return ({ path }, response, next) => {
    if (EVENTS.test(path)) hideInEvents(response, hide);
    if (path === DRY_RUN) hideInLog(response, hide);
    next();
  };
}

function hideInEvents(response: Response, hide: Hide): void {
  const sendJson = response.json.bind(response);
  response.json = body => sendJson(hideIn(body, hide));
  const write = response.write.bind(response) as (
    chunk: unknown,
    ...rest: unknown[]
  ) => boolean;
  response.write = ((chunk: unknown, ...rest: unknown[]) =>
    write(
      typeof chunk === 'string' ? hideInEvent(chunk, hide) : chunk,
      ...rest,
    )) as typeof response.write;
}

/** An event is written at once, its data on one line. */
function hideInEvent(text: string, hide: Hide): string {
  return text.replace(/^data: (.*)$/gm, (line, data) => {
    try {
      return `data: ${JSON.stringify(hideIn(JSON.parse(data), hide))}`;
    } catch {
      return line;
    }
  });
}

/** The files that a dry run made stay as they are. */
function hideInLog(response: Response, hide: Hide): void {
  const sendJson = response.json.bind(response);
  response.json = (body: { log?: JsonValue }) =>
    sendJson(body?.log ? { ...body, log: hideIn(body.log, hide) } : body);
}
