import type { Run } from '@towpath/plugin-runs-common';
import type { KindPage } from './KindPage';
import type { RunCursor } from './RunCursor';

/**
 * One page of runs of several kinds, newest first, and how far each kind has come then. Ids sort by time. A run is
 * shown once all runs that are newer are known, so that none is left out and none comes twice.
 *
 * @param last id of the last run of the page before
 */
export function mergePages(
  pages: KindPage[],
  { limit, last }: { limit: number; last?: string },
): { items: Run[]; cursor: RunCursor } {
  const knownTo = pages
    .flatMap(page => page.knownTo ?? [])
    .reduce((newest, id) => (id > newest ? id : newest), '');
  const items = pages
    .flatMap(page => page.items)
    .filter(({ id }) => id >= knownTo)
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, limit);
  const shown = new Set(items.map(({ id }) => id));
  const kinds = pages.flatMap(({ kind, at, items: all, next }) => {
    const isShown = all.every(({ id }) => shown.has(id));
    if (!isShown) return [[kind, at]];
    return next === undefined ? [] : [[kind, next]];
  });
  return {
    items,
    cursor: {
      last: items.at(-1)?.id ?? last,
      kinds: Object.fromEntries(kinds),
    },
  };
}
