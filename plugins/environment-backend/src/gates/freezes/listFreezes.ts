import { InputError } from '@backstage/errors';
import type { EnvironmentEntityV1alpha1 } from '@towpath/plugin-environment-common';
import type { FreezeSpan } from './FreezeSpan';
import type { FreezePosition, FreezeStore } from './FreezeStore';
import { recurringSpans } from './recurringSpans';

interface Cursor extends FreezePosition {
  over: boolean;
}

interface ListQuery {
  environments: EnvironmentEntityV1alpha1[];
  /** Name; all when absent. */
  environment?: string;
  past: boolean;
  now: Date;
  limit: number;
  cursor?: string;
}

/** One page of freezes: first what holds or comes, by its beginning, then what is over. */
export async function listFreezes(
  store: FreezeStore,
  query: ListQuery,
): Promise<{ spans: FreezeSpan[]; nextCursor?: string }> {
  const cursor = query.cursor ? readCursor(query.cursor) : undefined;
  const coming = cursor?.over ? [] : await comingAfter(store, query, cursor);
  const room = query.limit + 1 - coming.length;
  const past =
    query.past && room > 0
      ? await store.pageOfPast({
          ...query,
          after: cursor?.over ? cursor : undefined,
          limit: room,
        })
      : [];
  const spans = [...coming, ...past].slice(0, query.limit);
  const more = coming.length + past.length > query.limit;
  return {
    spans,
    nextCursor: more
      ? writeCursor(spans[spans.length - 1], spans.length > coming.length)
      : undefined,
  };
}

/** Freezes by people and by definition in one order, one more than the page has. */
async function comingAfter(
  store: FreezeStore,
  query: ListQuery,
  after: FreezePosition | undefined,
): Promise<FreezeSpan[]> {
  const limit = query.limit + 1;
  const fixed = await store.pageOfComing({ ...query, after, limit });
  const recurring = query.environments
    .filter(
      ({ metadata }) =>
        !query.environment || metadata.name === query.environment,
    )
    .flatMap(environment => recurringSpans(environment, query.now).spans)
    .filter(span => !after || compare(position(span), after) > 0);
  return [...fixed, ...recurring]
    .sort((a, b) => compare(position(a), position(b)))
    .slice(0, limit);
}

function position({ startsAt, id }: FreezeSpan): FreezePosition {
  return { at: startsAt, id };
}

function compare(a: FreezePosition, b: FreezePosition): number {
  const times = a.at.getTime() - b.at.getTime();
  if (times !== 0) return times;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

function writeCursor(last: FreezeSpan, over: boolean): string {
  const at = over ? last.endsAt : last.startsAt;
  const cursor = JSON.stringify([over, at.toISOString(), last.id]);
  return Buffer.from(cursor).toString('base64url');
}

function readCursor(text: string): Cursor {
  try {
    const [over, at, id] = JSON.parse(
      Buffer.from(text, 'base64url').toString(),
    );
    const time = new Date(at);
    if (typeof id === 'string' && !Number.isNaN(time.getTime())) {
      return { over: over === true, at: time, id };
    }
  } catch {
    // Falls through to the refusal.
  }
  throw new InputError(
    `cursor is "${text}", which no page of freezes gave. Take nextCursor of the page before, or leave it out.`,
  );
}
