const FIRST = ['apiVersion', 'kind', 'metadata', 'name'];

/**
 * An object with its keys in one order, whatever it went through: a database that keeps JSON as values gives them back
 * in another one, and a file that differs in that alone would be written again and again.
 */
export function inOrder<T>(object: T): T {
  return sorted(object) as T;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => compare(a, b));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}

/** By code unit, so that no locale changes an order. */
function compare(a: string, b: string): number {
  const [one, other] = [a, b].map(key => FIRST.indexOf(key) + 1 || 99);
  if (one !== other) return one - other;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
