import type { Visit, VisitInput } from '@backstage/plugin-home';
import { parseEntityRef } from '@backstage/catalog-model';
import type { VisitedThings, VisitNames } from '@towpath/home-react';

/** How a visit is listed: what it was, and which kind of thing. */
export interface VisitLine {
  name: string;
  kind: string;
}

const upstreamPages: Record<string, string> = {
  '/catalog': 'Catalog',
  '/api-docs': 'APIs',
  '/docs': 'Docs',
  '/create': 'Create',
  '/catalog-import': 'Register a repository',
  '/catalog-graph': 'Catalog graph',
  '/notifications': 'Notifications',
};

const titleWithoutSite = (title: string): string =>
  title.split(' | ')[0].trim() || title;

/** What visits are called: by what plugins say of their pages, else by the catalog or the page's title. */
export class VisitNaming {
  readonly #pages: ReadonlyMap<string, string>;
  readonly #things: VisitedThings[];
  readonly #apis: Readonly<Record<string, unknown>>;

  /** @param apis - those that the names of things are asked of, by their ids. */
  constructor(
    names: readonly VisitNames[],
    apis: Readonly<Record<string, unknown>>,
  ) {
    this.#pages = new Map(
      [{ pages: upstreamPages }, ...names].flatMap(({ pages }) =>
        Object.entries(pages),
      ),
    );
    this.#things = names.flatMap(({ things = [] }) => things);
    this.#apis = apis;
  }

  /**
   * What a visit is called where neither its address nor, so early, the page's own title says it: a
   * thing that has a page, by its name.
   */
  async nameVisit({
    pathname,
  }: Pick<VisitInput, 'pathname'>): Promise<{ name?: string }> {
    const found = this.#find(pathname);
    if (!found) return {};
    const { thing, id } = found;
    try {
      return { name: await thing.name(this.#apis[thing.api.id], id) };
    } catch {
      // The visit is worth remembering all the same.
      return { name: id };
    }
  }

  /** Names a visit by the thing visited, else by the page's own title. */
  describeVisit({ pathname, name, entityRef }: Visit): VisitLine {
    if (entityRef) {
      const entity = parseEntityRef(entityRef);
      const docs = pathname.endsWith('/docs');
      return { name: entity.name, kind: docs ? 'docs' : entity.kind };
    }
    const docsOf = /^\/docs\/[^/]+\/[^/]+\/([^/]+)$/.exec(pathname)?.[1];
    if (docsOf) {
      return { name: docsOf, kind: 'docs' };
    }
    const found = this.#find(pathname);
    if (found) {
      return { name, kind: found.thing.kind };
    }
    const page = this.#pages.get(pathname) ?? titleWithoutSite(name);
    return { name: page, kind: 'page' };
  }

  #find(pathname: string): { thing: VisitedThings; id: string } | undefined {
    for (const thing of this.#things) {
      const id = thing.path.exec(pathname)?.[1];
      if (id) return { thing, id };
    }
    return undefined;
  }
}
