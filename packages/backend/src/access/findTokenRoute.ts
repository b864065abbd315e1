import { tokenRoutes, type TokenRoute } from './tokenRoutes';

/**
 * The row for a request, or undefined. The path is taken letter by letter as it was sent: another
 * spelling that a router would take for the same is not in the list.
 *
 * @param path below `/api/<plugin>`, without the query
 */
export function findTokenRoute(
  pluginId: string,
  method: string,
  path: string,
): TokenRoute | undefined {
  const wanted = method === 'HEAD' ? 'GET' : method;
  const routes = Object.hasOwn(tokenRoutes, pluginId)
    ? tokenRoutes[pluginId]
    : [];
  return routes.find(
    route => route.method === wanted && matches(route.path, path),
  );
}

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const found = path.split('/');
  const isOpen = wanted.at(-1) === '*';
  return (
    (isOpen ? found.length >= wanted.length : found.length === wanted.length) &&
    wanted.every((segment, i) =>
      /^[:*]/.test(segment) ? found[i] !== '' : segment === found[i],
    )
  );
}
