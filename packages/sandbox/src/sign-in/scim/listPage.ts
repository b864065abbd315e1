import { readFilter } from './matchFilter.ts';
import { refuse } from './scimError.ts';
import type { ScimResource } from './ScimKind.ts';

export const RESULTS_AT_MOST = 200;
const USUAL = 100;

/** One page of the resources that are meant, as RFC 7644 §3.4.2 cuts it. */
export function listPage(all: ScimResource[], query: Record<string, unknown>) {
  const { filter } = query;
  const meant =
    filter === undefined ? all : all.filter(readFilter(String(filter)));
  const startIndex = Math.max(1, integer(query, 'startIndex') ?? 1);
  const count = Math.max(0, integer(query, 'count') ?? USUAL);
  const from = startIndex - 1;
  const page = meant.slice(from, from + Math.min(count, RESULTS_AT_MOST));
  return { totalResults: meant.length, startIndex, page };
}

function integer(query: Record<string, unknown>, name: string) {
  const text = query[name];
  if (text === undefined) return undefined;
  if (typeof text === 'string' && /^-?\d{1,9}$/.test(text)) return Number(text);
  throw refuse(400, `${name} is "${text}", which is no number`, 'invalidValue');
}
