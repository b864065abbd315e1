import type { Promotion } from '@towpath/plugin-environment-common';
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

/** @throws Error with status and body of an answer that is not a success */
export async function call<T>(
  portals: Portals,
  address: string,
  init: RequestInit = {},
): Promise<T> {
  const url = await portals.url();
  const response = await fetch(`${url}/api/environment${address}`, {
    ...init,
    headers: { 'Content-Type': 'application/json', ...init.headers },
    signal: AbortSignal.timeout(20_000),
  });
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  throw new Error(`${response.status}: ${text}`);
}
