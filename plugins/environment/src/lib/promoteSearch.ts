/** A promotion that somebody may ask for. */
export interface PromotionPlace {
  /** Entity reference. */
  service: string;
  /** Name of the environment that the version comes from. */
  from: string;
  /** Name of the environment that it goes to. */
  to: string;
}

/**
 * The search part of an address at which the same page shows the promotion dialog; the rest of
 * the search stays, so that closing it comes back to what was on screen.
 */
export function promoteSearch(
  current: URLSearchParams,
  { service, from, to }: PromotionPlace,
): string {
  const search = new URLSearchParams(current);
  search.set('promote', service);
  search.set('from', from);
  search.set('to', to);
  return `?${search}`;
}
