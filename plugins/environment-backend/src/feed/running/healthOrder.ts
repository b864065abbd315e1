import type { Health } from '@towpath/plugin-environment-common';

/** Best first, as Argo CD orders them. */
export const ORDER: Health[] = [
  'Healthy',
  'Suspended',
  'Progressing',
  'Missing',
  'Degraded',
  'Unknown',
];

/** Its place from best to worst; undefined for a health that is not understood. */
export function rankOf(health: string): number | undefined {
  const rank = ORDER.indexOf(health as Health);
  return rank < 0 ? undefined : rank;
}

/** The worst of several; one that is not understood is as good as unknown. */
export function worstOf(healths: string[]): Health {
  const ranks = healths.map(one => rankOf(one) ?? ORDER.length - 1);
  return ORDER[Math.max(0, ...ranks)];
}
