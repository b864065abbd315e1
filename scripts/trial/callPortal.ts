import type { Portals } from './Portals.ts';

/** Says what a backend answered instead of a success. */
export class PortalError extends Error {
  readonly status: number;

  constructor(status: number, text: string) {
    super(`${status}: ${text}`);
    this.status = status;
  }
}

/**
 * Asks one of the backends; the address is below `/api`.
 *
 * @throws PortalError for an answer that is not a success
 */
export async function callPortal<T>(
  portals: Portals,
  address: string,
  init: RequestInit = {},
): Promise<T> {
  const url = await portals.url();
  const response = await fetch(`${url}/api${address}`, {
    ...init,
    headers: { 'Content-Type': 'application/json', ...init.headers },
    signal: AbortSignal.timeout(40_000),
  });
  const text = await response.text();
  if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as T;
  throw new PortalError(response.status, text);
}
