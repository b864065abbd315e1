import type { Visit } from '@backstage/plugin-home';
import { parseEntityRef } from '@backstage/catalog-model';
import { promotionIdOf } from './nameVisit';

/** How a visit is listed: what it was, and which kind of thing. */
export interface VisitLine {
  name: string;
  kind: string;
}

const pageNames: Record<string, string> = {
  '/catalog': 'Catalog',
  '/api-docs': 'APIs',
  '/docs': 'Docs',
  '/environments': 'Environments',
  '/environments/promotions': 'Promotions',
  '/environments/approvals': 'Approvals',
  '/environments/freezes': 'Freezes',
  '/approvals': 'Approvals',
  '/create': 'Create',
  '/catalog-import': 'Register a repository',
  '/catalog-graph': 'Catalog graph',
  '/notifications': 'Notifications',
};

const titleWithoutSite = (title: string): string =>
  title.split(' | ')[0].trim() || title;

/** Names a visit by the thing visited, else by the page's own title. */
export function describeVisit({ pathname, name, entityRef }: Visit): VisitLine {
  if (entityRef) {
    const entity = parseEntityRef(entityRef);
    const docs = pathname.endsWith('/docs');
    return { name: entity.name, kind: docs ? 'docs' : entity.kind };
  }
  const docsOf = /^\/docs\/[^/]+\/[^/]+\/([^/]+)$/.exec(pathname)?.[1];
  if (docsOf) {
    return { name: docsOf, kind: 'docs' };
  }
  if (promotionIdOf(pathname)) {
    return { name, kind: 'promotion' };
  }
  return { name: pageNames[pathname] ?? titleWithoutSite(name), kind: 'page' };
}
