import type { HostPlace } from '../location/HostedRepository';
import { errorOf, notUnderstood } from './failures';

/** More than any host has: pages without an end are no list. */
const MOST_PAGES = 10_000;

export interface PagedList<Client, T> {
  /** In an error: `a list of hooks`. */
  what: string;
  /** Asks for one page; the first is 1. */
  page(client: Client, page: number): Promise<unknown>;
  /** @throws when it is none */
  present(item: unknown): T;
  /** What tells one from another. */
  keyOf(item: NoInfer<T>): string | number;
}

interface Page {
  said: unknown;
  headers: Headers;
}

/**
 * Reads pages until one is empty or all that the host says there are have come: a host may give fewer a page than
 * it was asked for. A list that ends before, or repeats itself, was cut off or changed while it was read.
 */
export async function readPages<T>(
  place: HostPlace,
  { what, present, keyOf }: Omit<PagedList<never, T>, 'page'>,
  ask: (page: number) => Promise<Page>,
): Promise<T[]> {
  const found = new Map<string | number, T>();
  for (let page = 1; page <= MOST_PAGES; page++) {
    const { said, headers } = await ask(page);
    if (!Array.isArray(said)) throw notUnderstood(place, what);
    const before = found.size;
    for (const item of said) {
      const one = present(item);
      found.set(keyOf(one), one);
    }
    if (isLast(said, headers, found.size)) {
      return complete(place, what, { found, total: totalIn(headers) });
    }
    if (said.length > 0 && found.size === before) {
      throw incomplete(place, `page ${page} of ${what} repeats others`);
    }
  }
  throw incomplete(place, `${what} has no end`);
}

function isLast(said: unknown[], headers: Headers, found: number): boolean {
  const goesOn = /rel="?next/.test(headers.get('link') ?? '');
  return (said.length === 0 && !goesOn) || totalIn(headers) === found;
}

/** Undefined where the host does not count. */
function totalIn(headers: Headers): number | undefined {
  const told = headers.get('x-total-count') ?? headers.get('x-total');
  return told && /^\d+$/.test(told) ? Number(told) : undefined;
}

function complete<T>(
  place: HostPlace,
  what: string,
  { found, total }: { found: Map<unknown, T>; total?: number },
): T[] {
  if (total === undefined || total === found.size) return [...found.values()];
  throw incomplete(
    place,
    `${what} is to hold ${total}, and ${found.size} came`,
  );
}

function incomplete(place: HostPlace, words: string): Error {
  return errorOf(place, { ending: 'not-understood', words });
}
