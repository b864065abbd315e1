import { ResponseError } from '@backstage/errors';
import createClient, { type Client } from 'openapi-fetch';

export interface ApiClientOptions {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  /** Who asks: a fetch that signs in. Default: the global one, which asks as nobody. */
  fetchApi?: { fetch: typeof fetch };
}

/**
 * A client of a plugin's HTTP API. Where the plugin is, is asked for each request; an answer that is not
 * a success is thrown as a ResponseError.
 *
 * @typeParam Paths what `npm run openapi` makes of the plugin's document
 */
export function createApiClient<Paths extends {}>(
  pluginId: string,
  { discoveryApi, fetchApi }: ApiClientOptions,
): Client<Paths> {
  const send = fetchApi?.fetch ?? fetch;
  return createClient<Paths>({
    // Replaced below.
    baseUrl: 'http://plugin.invalid',
    fetch: async request => {
      const { pathname, search } = new URL(request.url);
      const base = await discoveryApi.getBaseUrl(pluginId);
      const response = await send(`${base}${pathname}${search}`, {
        method: request.method,
        headers: request.headers,
        signal: request.signal,
        ...(request.body && { body: await request.text() }),
      });
      // Here, because the client would read the body away.
      if (!response.ok) throw await ResponseError.fromResponse(response);
      return response;
    },
  });
}
