import type { Asked } from './useLastingError';

/** Two things that are asked for as one: known when both are, failed when one has. */
export function both<One, Other>(
  one: Asked<One>,
  other: Asked<Other>,
): Asked<[One, Other]> {
  const known = one.data !== undefined && other.data !== undefined;
  const failed = [one, other].filter(
    ({ data, error }) => data === undefined && error,
  );
  return {
    data: known ? [one.data!, other.data!] : undefined,
    error: failed[0]?.error,
    refetch: () => failed.forEach(({ refetch }) => refetch()),
  };
}
