/**
 * Order events as server-sent events. A reader that reconnects with Last-Event-ID gets what it
 * missed, then what happens next, on one connection.
 */
export class OrderFeed {
  #events = [];
  #readers = new Set();

  constructor({ now }) {
    this.now = now;
  }

  append(type, { id, customerId, state, lines }) {
    const event = {
      id: this.#events.length + 1,
      type,
      time: new Date(this.now()).toISOString(),
      order: { id, customerId, state, lines },
    };
    this.#events.push(event);
    for (const reader of this.#readers) reader.write(frame(event));
  }

  stream(request, response) {
    const last = Number(request.headers['last-event-id'] ?? 0);
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
    });
    response.write(': order events\n\n');
    for (const event of this.#events) {
      if (event.id > last) response.write(frame(event));
    }
    this.#readers.add(response);
    response.once('close', () => this.#readers.delete(response));
  }

  close() {
    for (const reader of this.#readers) reader.end();
  }

  get readers() {
    return this.#readers.size;
  }
}

const frame = event =>
  `id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
