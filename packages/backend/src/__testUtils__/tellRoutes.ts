// Loaded before a backend: tells every route of its HTTP server to the process that asks for them.
import express, { type IRoute } from 'express';
import http from 'node:http';

/** A layer of Express 4, as it lies in the stack of a router. */
interface Layer {
  handle: { stack?: Layer[]; _router?: { stack: Layer[] } };
  keys: { name: string }[];
  regexp: RegExp & { fast_slash?: boolean };
  route?: IRoute & { methods: Record<string, boolean> };
}

let listener: unknown;
const createServer = http.createServer.bind(http);
http.createServer = ((...args: any[]) => {
  listener ??= args.at(-1);
  return (createServer as any)(...args);
}) as typeof http.createServer;

// The promise router keeps what lies inside of a handler only when it is called a router.
const { application } = express;
const { init } = application;
application.init = function initAsRouter() {
  Object.defineProperty(this, 'name', { value: 'router' });
  return init.call(this);
};

process.on('message', message => {
  if (message !== 'routes') return;
  const { _router } = listener as { _router: { stack: Layer[] } };
  const routes = [...new Set(routesOf(_router.stack, ''))].sort();
  process.send!({ routes });
});

/** Each route as `GET /path`, and as `USE /path` what takes all below a path. */
function routesOf(stack: Layer[], prefix: string): string[] {
  return stack.flatMap(layer => {
    if (layer.route) return ownRoutes(layer.route, prefix);
    const path = prefix + mountOf(layer);
    const inner = layer.handle.stack ?? layer.handle._router?.stack ?? [];
    return [
      ...(path === prefix ? [] : [`USE ${path}`]),
      ...routesOf(inner, path),
    ];
  });
}

function ownRoutes(
  { methods, path }: NonNullable<Layer['route']>,
  prefix: string,
): string[] {
  return Object.keys(methods).flatMap(method =>
    [path].flat().map(one => `${verb(method)} ${prefix}${one}`),
  );
}

function verb(method: string) {
  return method === '_all' ? 'ALL' : method.toUpperCase();
}

/** Express keeps of the path of a mount only the expression that it made of it. */
function mountOf({ keys, regexp }: Layer): string {
  if (regexp.fast_slash) return '';
  const names = keys.map(({ name }) => name);
  return regexp.source
    .replace(/^\^/, '')
    .replace(/\\\/\?\(\?=\\\/\|\$\)$/, '')
    .replace(/\\(.)/g, '$1')
    .replaceAll('(?:/([^/]+?))', () => `/:${names.shift()}`);
}
