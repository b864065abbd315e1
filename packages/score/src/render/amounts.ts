import type { PathSegment } from '../diagnostics/diagnostic';
import type { Container } from '../types';
import type { Problems } from './problems';
import { isQuantity, nanosOf } from './quantity';

/** Amounts by their names, as Kubernetes and Score write them. */
export interface Amounts {
  limits?: { cpu?: unknown; memory?: unknown };
  requests?: { cpu?: unknown; memory?: unknown };
}

/**
 * Finds requests above their limit, which Kubernetes and Docker refuse. What
 * counts is what is rendered, `amounts`; where the Score file says neither, the
 * profile does.
 */
export function checkAmounts(
  name: string,
  { resources = {} }: Container,
  { limits = {}, requests = {} }: Amounts,
  problems: Problems,
): void {
  for (const what of ['cpu', 'memory'] as const) {
    const request = requests[what];
    const limit = limits[what];
    if (!isQuantity(request) || !isQuantity(limit)) continue;
    if (nanosOf(String(request)) <= nanosOf(String(limit))) continue;
    problems.error({
      code: 'render/request-above-limit',
      message: `${name} requests ${request} of ${what}, above its limit of ${limit}`,
      path: placeOf(name, what, resources),
      fix: 'lower the request or raise the limit; what the file does not say comes from the profile',
    });
  }
}

function placeOf(
  name: string,
  what: 'cpu' | 'memory',
  resources: NonNullable<Container['resources']>,
): PathSegment[] {
  const own = (['requests', 'limits'] as const).find(
    side => resources[side]?.[what] !== undefined,
  );
  return ['containers', name, ...(own ? ['resources', own, what] : [])];
}
