import type { Request, Response } from 'express';
import type { TaskGate } from '../holding/TaskGate';
import { toEvents } from './presentHeld';

/** As often as the scaffolder itself looks. */
const LOOK_MS = 1_000;

/** Streams what becomes of something held; once it has begun, the scaffolder goes on with the same stream. */
export function followHeld(
  gate: TaskGate,
  id: string,
  parts: {
    request: Request;
    response: Response;
    begun(task: string): void;
  },
): void {
  const { request, response, begun } = parts;
  let last =
    request.query.after === undefined ? -1 : Number(request.query.after);
  response.writeHead(200, {
    Connection: 'keep-alive',
    'Cache-Control': 'no-cache',
    'Content-Type': 'text/event-stream',
  });
  response.flushHeaders();
  let timer: NodeJS.Timeout | undefined;
  let isGone = false;
  request.on('close', () => {
    isGone = true;
    clearTimeout(timer);
  });

  async function look(): Promise<void> {
    const held = await gate.find(id);
    if (isGone) return;
    if (held?.task) {
      // Its head is written already.
      response.writeHead = () => response;
      response.setHeader = () => response;
      begun(held.task);
      return;
    }
    const events = held ? toEvents(held.run, last) : [];
    for (const event of events) {
      last = event.id;
      response.write(
        `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
      );
    }
    (response as any).flush?.();
    if (!held || events.some(({ type }) => type === 'completion')) {
      response.end();
      return;
    }
    timer = setTimeout(lookAgain, LOOK_MS);
  }

  function lookAgain(): void {
    // What cannot be asked now is asked again when who reads connects again.
    look().catch(() => response.end());
  }
  lookAgain();
}
