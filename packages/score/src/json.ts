/** Whether two JSON values are the same, whatever the order of their keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(
      key =>
        Object.hasOwn(b, key) &&
        sameJson(
          (a as Record<string, unknown>)[key],
          (b as Record<string, unknown>)[key],
        ),
    )
  );
}

/** Whether a value is a map, and so neither a list nor empty. */
export function isPlainMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The entries of a map whose values are maps; none of anything else. For
 * looking into a workload that its schema may refuse.
 */
export function mapEntries<T>(value: Record<string, T> | undefined) {
  return isPlainMap(value)
    ? (Object.entries(value).filter(([, entry]) => isPlainMap(entry)) as [
        string,
        T,
      ][])
    : [];
}
