import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { toText } from './html.js';
import { brokenPage, cartPage, searchPage } from './pages.js';

class Broken extends Error {}

/** The request handler. @param {{searchUrl?: string, cartUrl?: string}} urls of the two services behind the window */
export function shop({ searchUrl, cartUrl }) {
  const views = { search: 0, cart: 0, broken: 0 };

  async function search(query) {
    if (!query) return searchPage({ query: '' });
    const result = await ask(
      'The search',
      searchUrl,
      `/search?q=${encodeURIComponent(query)}`,
    );
    return searchPage(result);
  }

  async function addToCart(cartId, form) {
    const path = `/carts/${cartId}`;
    const cart = await ask('The cart', cartUrl, path);
    const sku = form.get('sku') ?? '';
    const inCart = cart.lines.find(line => line.sku === sku)?.quantity ?? 0;
    const line = {
      quantity: inCart + 1,
      unitPrice: Number(form.get('cents')),
      taxRate: 19,
    };
    await ask('The cart', cartUrl, `${path}/lines/${encodeURIComponent(sku)}`, {
      method: 'PUT',
      body: JSON.stringify(line),
    });
  }

  async function respond(req, res, path, cartId) {
    if (path === '/') {
      views.search += 1;
      const query = new URLSearchParams(req.url.slice(path.length));
      return send(
        res,
        200,
        await search((query.get('q') ?? '').slice(0, 200)),
      );
    }
    if (path !== '/cart')
      return send(res, 404, searchPage({ query: '' }));
    if (req.method === 'POST') {
      await addToCart(cartId, new URLSearchParams(await text(req)));
      // After a POST the browser is sent on, so that reloading buys nothing twice.
      res.writeHead(303, { location: '/cart' });
      return res.end();
    }
    views.cart += 1;
    return send(
      res,
      200,
      cartPage(await ask('The cart', cartUrl, `/carts/${cartId}`)),
    );
  }

  return async (req, res) => {
    // Not read as a URL: anybody can send a target that is none, such as "//".
    const [path] = req.url.split('?', 1);
    if (['/healthz', '/ready'].includes(path)) return res.end('ok\n');
    if (path === '/metrics') return res.end(metrics(views));
    const cartId = cartOf(req) ?? giveCart(res);
    try {
      return await respond(req, res, path, cartId);
    } catch (error) {
      console.error(error.message);
      views.broken += 1;
      return send(
        res,
        503,
        brokenPage(error instanceof Broken ? error.message : 'The shop'),
      );
    }
  };
}

async function ask(name, base, path, options) {
  if (!base) throw new Broken(name);
  const answer = await fetch(base + path, {
    ...options,
    signal: AbortSignal.timeout(2000),
  }).catch(() => undefined);
  if (!answer?.ok) throw new Broken(name);
  return answer.json();
}

const cartOf = req =>
  /(?:^|;\s*)cart=([\w-]{36})/.exec(req.headers.cookie ?? '')?.[1];

function giveCart(res) {
  const id = randomUUID();
  res.setHeader(
    'set-cookie',
    `cart=${id}; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000`,
  );
  return id;
}

function send(res, status, page) {
  res.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
  });
  res.end(toText(page));
}

const metrics = views =>
  `# TYPE storefront_views_total counter\n${Object.entries(views)
    .map(([view, n]) => `storefront_views_total{page="${view}"} ${n}\n`)
    .join('')}`;
