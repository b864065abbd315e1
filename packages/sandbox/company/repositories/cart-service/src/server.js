import http from 'node:http';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { CartError, Carts } from './carts.js';

const route = /^\/carts\/([\w-]{1,64})(?:\/(lines\/([\w-]{1,64})|discount))?$/;

export function cartServer(carts) {
  let changes = 0;
  const pages = {
    '/healthz': () => 'ok\n',
    '/ready': () => 'ready\n',
    '/metrics': () =>
      `# TYPE cart_changes_total counter\ncart_changes_total ${changes}\n` +
      `# TYPE carts_open gauge\ncarts_open ${carts.size}\n`,
  };

  async function answer({ method, url }, body) {
    const [, id, part, sku] = route.exec(url) ?? [];
    if (!id) throw new CartError(404, `there is nothing at ${url}`);
    if (method === 'GET' && !part) return carts.get(id);
    if (method !== 'PUT' || !part) {
      throw new CartError(405, `${method} does not go with ${url}`);
    }
    const wanted = parse(await body());
    const cart = sku
      ? carts.setLine(id, sku, wanted)
      : carts.setDiscount(id, wanted);
    changes += 1;
    return cart;
  }

  return http.createServer((req, res) => {
    const page = Object.hasOwn(pages, req.url) && pages[req.url];
    if (page) {
      res.setHeader('content-type', 'text/plain; version=0.0.4').end(page());
      return;
    }
    answer(req, () => text(req)).then(
      cart => send(res, 200, cart),
      error => {
        if (!error.status) console.error(error);
        const message = error.status ? error.message : 'see the log';
        send(res, error.status ?? 500, { message });
      },
    );
  });
}

function parse(body) {
  try {
    return Object(JSON.parse(body));
  } catch {
    throw new CartError(400, 'the body is not JSON');
  }
}

function send(res, status, body) {
  res.writeHead(status, { 'content-type': 'application/json' });
  res.end(JSON.stringify(body));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const port = Number(process.env.PORT ?? 8080);
  const server = cartServer(new Carts({ now: Date.now }));
  server.listen(port, () => console.log(`cart-service listens on ${port}`));
  process.once('SIGTERM', () => server.close());
}
