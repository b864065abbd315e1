import type { DiscoveryService } from '@backstage/backend-plugin-api';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { currentRequestId, REQUEST_ID_HEADER } from './requestId';

/** Node's own channels: both speak before a request is sent, in the context of who sends it. */
const FETCH_CHANNEL = 'undici:request:create';
const HTTP_CHANNEL = 'http.client.request.created';

interface FetchRequest {
  origin: string | URL;
  addHeader(name: string, value: string): void;
}

/**
 * Sends the id of the current request along with calls from plugin to plugin, whether they use
 * `fetch` or `node:http`. Calls to anywhere else stay as they are.
 *
 * @param discovery knows where this backend's plugins listen
 * @returns how to stop
 */
export async function forwardRequestId(
  discovery: DiscoveryService,
): Promise<() => void> {
  const ownOrigins = await originsOf(discovery);
  const onFetch = (message: unknown) => {
    const { request } = message as { request: FetchRequest };
    const id = currentRequestId();
    if (id && ownOrigins.has(String(request.origin))) {
      request.addHeader(REQUEST_ID_HEADER, id);
    }
  };
  const onHttp = (message: unknown) => {
    const { request } = message as { request: ClientRequest };
    const id = currentRequestId();
    if (
      id &&
      ownOrigins.has(`${request.protocol}//${request.getHeader('host')}`)
    ) {
      request.setHeader(REQUEST_ID_HEADER, id);
    }
  };

  subscribe(FETCH_CHANNEL, onFetch);
  subscribe(HTTP_CHANNEL, onHttp);
  return () => {
    unsubscribe(FETCH_CHANNEL, onFetch);
    unsubscribe(HTTP_CHANNEL, onHttp);
  };
}

/** All plugins listen at the same two addresses, so any plugin's name serves to ask for them. */
async function originsOf(discovery: DiscoveryService): Promise<Set<string>> {
  const urls = await Promise.all([
    discovery.getBaseUrl('catalog'),
    discovery.getExternalBaseUrl('catalog'),
  ]);
  return new Set(urls.map(url => new URL(url).origin));
}
