import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import createClient, { type Client } from 'openapi-fetch';
import type { EnvironmentApi } from './EnvironmentApi';
import type { paths } from './generated/schema';
import type {
  Check,
  CompareQuery,
  FreezeQuery,
  FreezeRequest,
  HistoryQuery,
  LogQuery,
  PromoteRequest,
  PromotionQuery,
  RollbackRequest,
  ServiceQuery,
} from './types';

/** What {@link EnvironmentApiClient} needs. */
export interface EnvironmentApiClientOptions {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  /** Who asks: a fetch that signs in. Default: the global one, which asks as nobody. */
  fetchApi?: { fetch: typeof fetch };
}

/** {@link EnvironmentApi} over HTTP, from a page or from another backend. */
export class EnvironmentApiClient implements EnvironmentApi {
  readonly #client: Client<paths>;

  constructor({ discoveryApi, fetchApi }: EnvironmentApiClientOptions) {
    const send = fetchApi?.fetch ?? fetch;
    this.#client = createClient<paths>({
      // Replaced below: where the plugin is, is known only when it is asked for.
      baseUrl: 'http://environment.invalid',
      fetch: async request => {
        const { pathname, search } = new URL(request.url);
        const base = await discoveryApi.getBaseUrl('environment');
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

  async listEnvironments() {
    return (await unwrap(this.#client.GET('/environments'))).items;
  }

  async getStatus() {
    return (await unwrap(this.#client.GET('/status'))).instances;
  }

  listServices(query?: ServiceQuery) {
    return unwrap(this.#client.GET('/services', { params: { query } }));
  }

  getService(ref: string) {
    return unwrap(
      this.#client.GET('/services/{kind}/{namespace}/{name}', {
        params: { path: toPath(ref) },
      }),
    );
  }

  getHistory(ref: string, query?: HistoryQuery) {
    return unwrap(
      this.#client.GET('/services/{kind}/{namespace}/{name}/history', {
        params: { path: toPath(ref), query },
      }),
    );
  }

  async liftHold(ref: string, environment: string) {
    await unwrap(
      this.#client.DELETE(
        '/services/{kind}/{namespace}/{name}/holds/{environment}',
        { params: { path: { ...toPath(ref), environment } } },
      ),
    );
  }

  compare(query: CompareQuery) {
    return unwrap(this.#client.GET('/compare', { params: { query } }));
  }

  listPromotions(query?: PromotionQuery) {
    return unwrap(this.#client.GET('/promotions', { params: { query } }));
  }

  getPromotion(id: string) {
    return unwrap(
      this.#client.GET('/promotions/{id}', { params: { path: { id } } }),
    );
  }

  getPromotionLog(id: string, query?: LogQuery) {
    return unwrap(
      this.#client.GET('/promotions/{id}/log', {
        params: { path: { id }, query },
      }),
    );
  }

  async promote(
    body: PromoteRequest,
    options: { idempotencyKey?: string } = {},
  ) {
    const { promotion } = await unwrap(
      this.#client.POST('/promotions', { body, params: repeatable(options) }),
    );
    return promotion;
  }

  approve(id: string, body: { digest: string; comment?: string }) {
    return unwrap(
      this.#client.POST('/promotions/{id}/approve', {
        params: { path: { id } },
        body,
      }),
    );
  }

  reject(id: string, body: { comment: string }) {
    return unwrap(
      this.#client.POST('/promotions/{id}/reject', {
        params: { path: { id } },
        body,
      }),
    );
  }

  cancel(id: string, body: { reason?: string } = {}) {
    return unwrap(
      this.#client.POST('/promotions/{id}/cancel', {
        params: { path: { id } },
        body,
      }),
    );
  }

  retry(id: string) {
    return unwrap(
      this.#client.POST('/promotions/{id}/retry', {
        params: { path: { id } },
      }),
    );
  }

  previewRollback(id: string) {
    return unwrap(
      this.#client.GET('/promotions/{id}/rollback', {
        params: { path: { id } },
      }),
    );
  }

  async rollback(
    id: string,
    body: RollbackRequest,
    options: { idempotencyKey?: string } = {},
  ) {
    const { promotion } = await unwrap(
      this.#client.POST('/promotions/{id}/rollback', {
        params: { path: { id }, ...repeatable(options) },
        body,
      }),
    );
    return promotion;
  }

  listFreezes(query?: FreezeQuery) {
    return unwrap(this.#client.GET('/freezes', { params: { query } }));
  }

  createFreeze(body: FreezeRequest) {
    return unwrap(this.#client.POST('/freezes', { body }));
  }

  async endFreeze(id: string) {
    await unwrap(
      this.#client.DELETE('/freezes/{id}', { params: { path: { id } } }),
    );
  }

  async reportCheck(body: Check) {
    await unwrap(this.#client.POST('/checks', { body }));
  }
}

function repeatable({ idempotencyKey }: { idempotencyKey?: string }) {
  return idempotencyKey
    ? { header: { 'Idempotency-Key': idempotencyKey } }
    : {};
}

function toPath(ref: string) {
  return parseEntityRef(ref, {
    defaultKind: 'component',
    defaultNamespace: 'default',
  });
}

async function unwrap<T>(answer: Promise<{ data?: T }>): Promise<T> {
  // Failures were thrown on the way, so there is data.
  return (await answer).data!;
}
