import type { ScimDoor } from './ScimDoor';
import { ScimError } from './ScimError';

const PAGE = 100;
const PAGES_AT_MOST = 10_000;

interface Listing {
  door: ScimDoor;
  path: '/Users' | '/Groups';
  filter?: string;
  signal?: AbortSignal;
}

/**
 * All resources that are meant, of all pages.
 *
 * @throws ScimError `away` when they changed while they were read, so that some could be missing: a part is
 *   never returned
 */
export async function listAll<T extends { id: string }>(
  listing: Listing,
): Promise<T[]> {
  const { door, path, filter, signal } = listing;
  const found = new Map<string, T>();
  let next: Record<string, string | number> = { startIndex: 1 };
  let total: number | undefined;
  for (let pages = 0; pages < PAGES_AT_MOST; pages++) {
    const query = { count: PAGE, ...(filter && { filter }), ...next };
    const page = readPage<T>(
      await door.ask({ method: 'GET', path, query }, signal),
      path,
    );
    for (const one of page.Resources) {
      if (found.has(one.id)) throw changed(path, `${one.id} came twice`);
      found.set(one.id, one);
    }
    if (page.nextCursor) {
      next = { cursor: page.nextCursor };
      continue;
    }
    if ('cursor' in next) return [...found.values()];
    total ??= page.totalResults;
    if (page.totalResults !== total) {
      throw changed(path, `there were ${total}, then ${page.totalResults}`);
    }
    if (found.size >= total) return [...found.values()];
    if (page.Resources.length === 0) {
      throw changed(path, `${found.size} of ${total} came`);
    }
    next = { startIndex: found.size + 1 };
  }
  throw changed(path, `there is no end after ${PAGES_AT_MOST} pages`);
}

interface Page<T> {
  Resources: T[];
  totalResults: number;
  /** Of RFC 9865, where the provider pages so. */
  nextCursor?: string;
}

function readPage<T extends { id: string }>(
  answer: any,
  path: string,
): Page<T> {
  const { Resources = [], totalResults, nextCursor } = answer ?? {};
  const isFit =
    Array.isArray(Resources) &&
    Resources.every(one => typeof one?.id === 'string') &&
    (Number.isInteger(totalResults) || typeof nextCursor === 'string');
  if (isFit) return { Resources, totalResults, nextCursor };
  throw new ScimError(`${path} was answered with what is no list of SCIM`, {
    ending: 'unclear',
  });
}

function changed(path: string, how: string): ScimError {
  return new ScimError(
    `${path} changed while it was listed: ${how}. List it again`,
    { ending: 'away' },
  );
}
