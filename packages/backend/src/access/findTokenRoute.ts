import type { TokenRoute } from '@towpath/backend-kit';

/**
 * The row for a request, or undefined. The path is taken letter by letter as it was sent: another
 * spelling that a router would take for the same is not in the list.
 *
 * @param routes those of the plugin
 * @param path below `/api/<plugin>`, without the query
 */
export function findTokenRoute(
  routes: readonly TokenRoute[],
  method: string,
  path: string,
): TokenRoute | undefined {
  const wanted = method === 'HEAD' ? 'GET' : method;
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
