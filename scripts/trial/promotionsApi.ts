import type { Promotion } from '@towpath/plugin-environment-common';
import { callPortal } from './callPortal.ts';
import type { Portals } from './Portals.ts';

/** The statuses of what has not ended. */
export const OPEN = ['awaiting-approval', 'queued', 'running', 'waiting'];

/** All promotions, or those of these statuses, newest first. */
export async function readAll(
  portals: Portals,
  statuses: string[] = [],
): Promise<Promotion[]> {
  const found: Promotion[] = [];
  const query = new URLSearchParams({ limit: '200' });
  statuses.forEach(status => query.append('status', status));
  for (;;) {
    const page = await call<{ items: Promotion[]; nextCursor?: string }>(
      portals,
      `/promotions?${query}`,
    );
    found.push(...page.items);
    if (!page.nextCursor) return found;
    query.set('cursor', page.nextCursor);
  }
}

/** Below `/api/environment`. */
export const call = <T>(
  portals: Portals,
  address: string,
  init: RequestInit = {},
): Promise<T> => callPortal(portals, `/environment${address}`, init);
