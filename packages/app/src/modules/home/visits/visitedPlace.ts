const entityPath =
  /^(?<entity>\/catalog\/[^/]+\/[^/]+\/[^/]+)(?<docs>\/docs)?(\/|$)/;
const docsPath = /^(?<docs>\/docs\/[^/]+\/[^/]+\/[^/]+)(\/|$)/;

/**
 * The place that a page belongs to, so that ten pages of one service's docs are
 * one visit.
 *
 * @param pathname - an address within the portal.
 */
export function visitedPlace(pathname: string): string {
  const entity = entityPath.exec(pathname)?.groups;
  if (entity) {
    return `${entity.entity}${entity.docs ?? ''}`;
  }
  return docsPath.exec(pathname)?.groups?.docs ?? pathname;
}

const passedThrough = [/^\/$/, /^\/search\b/, /^\/settings\b/, /^\/oauth2\b/];

/** Whether a page is one that people go back to, not one they pass through. */
export const isWorthRemembering = (pathname: string): boolean =>
  !passedThrough.some(pattern => pattern.test(pathname));
