import type { HealthStatus } from '../types';

/** Best first, as Argo CD orders them. */
export const HEALTH_ORDER: HealthStatus[] = [
  'Healthy',
  'Suspended',
  'Progressing',
  'Missing',
  'Degraded',
  'Unknown',
];

/** Its place from best to worst; undefined for a health that is not understood. */
export function rankOf(health: string): number | undefined {
  const rank = HEALTH_ORDER.indexOf(health as HealthStatus);
  return rank < 0 ? undefined : rank;
}

/** The worst of several; one that is not understood is as good as unknown. */
export function worstOf(healths: string[]): HealthStatus {
  const ranks = healths.map(one => rankOf(one) ?? HEALTH_ORDER.length - 1);
  return HEALTH_ORDER[Math.max(0, ...ranks)];
}
