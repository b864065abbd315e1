import { createApiRef } from '@backstage/frontend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { VisitNames } from '@towpath/home-react';
import { VisitNaming } from './VisitNaming';

interface Shelf {
  titleOf(id: string): Promise<string>;
}

const shelfApiRef = createApiRef<Shelf>({ id: 'shelf' });

const names: VisitNames<Shelf> = {
  pages: { '/books': 'Books' },
  things: [
    {
      path: /^\/books\/([^/]+)$/,
      kind: 'book',
      api: shelfApiRef,
      name: (shelf, id) => shelf.titleOf(id),
    },
  ],
};

const naming = (shelf: Shelf = { titleOf: async id => `Title of ${id}` }) =>
  new VisitNaming([names], { shelf });

const visit = (pathname: string, name = 'Towpath') => ({
  id: pathname,
  hits: 1,
  timestamp: 0,
  pathname,
  name,
});

describe('a visit', () => {
  it.each([
    ['/catalog', 'Catalog'],
    ['/books', 'Books'],
  ])('to %s is listed as %s, not as "Towpath"', (pathname, name) => {
    expect(naming().describeVisit(visit(pathname))).toEqual({
      name,
      kind: 'page',
    });
  });

  it('to a page that nobody names is listed by its title', () => {
    const shown = visit('/films', 'Films | Towpath');
    expect(naming().describeVisit(shown).name).toBe('Films');
  });

  it('to a thing is listed by what its plugin calls it', async () => {
    const { name } = await naming().nameVisit(visit('/books/run-1'));
    expect(naming().describeVisit(visit('/books/run-1', name))).toEqual({
      name: 'Title of run-1',
      kind: 'book',
    });
  });

  it('to a thing that is not known is remembered all the same', async () => {
    const titleOf = async () => {
      throw new NotFoundError('There is no book run-1.');
    };
    const named = naming({ titleOf }).nameVisit(visit('/books/run-1'));
    await expect(named).resolves.toEqual({ name: 'run-1' });
  });
});
