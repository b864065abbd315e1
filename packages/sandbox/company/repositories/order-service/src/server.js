import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { OrderFeed } from './feed.js';
import { neighbours } from './neighbours.js';
import { OrderError, Orders } from './orders.js';

export function orderServer({ orders, feed }) {
  const counts = { placed: 0, refused: 0 };

  async function handle(request, path) {
    const [, collection, id, action] = path.split('/');
    if (collection !== 'orders') throw new OrderError(404, `no ${path}`);
    if (request.method === 'GET' && id && !action) return [200, orders.get(id)];
    if (request.method === 'POST' && !id) {
      const order = await orders.place(await json(request)).catch(error => {
        counts.refused += 1;
        throw error;
      });
      counts.placed += 1;
      return [201, order];
    }
    if (request.method === 'PUT' && action === 'state') {
      const { state } = await json(request);
      return [200, await orders.move(id, state)];
    }
    throw new OrderError(405, `${request.method} is not possible on ${path}`);
  }

  const plain = {
    '/healthz': () => 'ok\n',
    '/ready': () => 'ready\n',
    '/metrics': () => metrics(counts, feed.readers),
  };

  return createServer(async (request, response) => {
    const path = request.url.split('?')[0];
    if (path === '/events') {
      feed.stream(request, response);
      return;
    }
    if (Object.hasOwn(plain, path)) {
      response.setHeader('content-type', 'text/plain; version=0.0.4');
      response.end(plain[path]());
      return;
    }
    const [status, body] = await handle(request, path).catch(failure);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
}

function failure(error) {
  if (error instanceof OrderError) {
    return [error.status, { detail: error.message }];
  }
  console.error(error);
  return [500, { detail: 'see the log of order-service' }];
}

async function json(request) {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > 100_000) throw new OrderError(413, 'body too large');
  }
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new OrderError(400, 'the body is not JSON');
  }
}

const metrics = ({ placed, refused }, readers) => `\
# HELP orders_total Orders by what became of the request.
# TYPE orders_total counter
orders_total{outcome="placed"} ${placed}
orders_total{outcome="refused"} ${refused}
# HELP order_feed_readers Connections that read the event feed.
# TYPE order_feed_readers gauge
order_feed_readers ${readers}
`;

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const feed = new OrderFeed({ now: Date.now });
  const newId = () => `ord_${randomUUID()}`;
  const orders = new Orders({ ...neighbours(process.env), feed, newId });
  const port = Number(process.env.PORT || 8080);
  const server = orderServer({ orders, feed }).listen(port, () =>
    console.log(`order-service listens on ${port}`),
  );
  process.once('SIGTERM', () => {
    feed.close();
    server.close();
  });
}
