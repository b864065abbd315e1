import { createServer } from 'node:http';
import { Counter } from './metrics.js';

/**
 * The HTTP door of the service.
 * @param {{name: string, version: string, isReady: () => boolean}} parts
 */
export function createApp({ name, version, isReady }) {
  const requests = new Counter('http_requests_total', 'Answers by path and status.');

  /** @type {Record<string, () => [status: number, body: object]>} */
  const routes = {
    '/': () => [200, { name, version }],
    '/healthz': () => [200, { status: 'ok' }],
    '/ready': () => (isReady() ? [200, { status: 'ready' }] : [503, { status: 'not ready' }]),
  };

  return createServer((request, response) => {
    // A connection that is kept open would bring requests until the very end.
    if (!isReady()) response.setHeader('connection', 'close');
    // Not read as a URL: anybody can send a target that is none, such as "//".
    const [pathname] = (request.url ?? '/').split('?', 1);
    if (pathname === '/metrics') {
      response.setHeader('content-type', 'text/plain; version=0.0.4');
      response.end(requests.render());
      return;
    }
    const route = Object.hasOwn(routes, pathname) ? routes[pathname] : undefined;
    const [status, body] = route ? route() : [404, { status: `there is no ${pathname}` }];
    // An unknown path is no label: anybody could make any number of them.
    requests.increment({ path: route ? pathname : 'other', status: String(status) });
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
}
