import { parseEntityRef } from '@backstage/catalog-model';
import {
  createApiClient,
  unwrap,
  type ApiClientOptions,
} from '@towpath/api-client';
import type { Client } from 'openapi-fetch';
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

/** {@link EnvironmentApi} over HTTP, from a page or from another backend. */
export class EnvironmentApiClient implements EnvironmentApi {
  readonly #get: Client<paths>['GET'];
  readonly #post: Client<paths>['POST'];
  readonly #delete: Client<paths>['DELETE'];

  constructor(options: ApiClientOptions) {
    const client = createApiClient<paths>('environment', options);
    this.#get = client.GET;
    this.#post = client.POST;
    this.#delete = client.DELETE;
  }

  async listEnvironments() {
    return (await unwrap(this.#get('/environments'))).items;
  }

  async getStatus() {
    return (await unwrap(this.#get('/status'))).instances;
  }

  listServices(query?: ServiceQuery) {
    return unwrap(this.#get('/services', { params: { query } }));
  }

  getService(ref: string) {
    return unwrap(
      this.#get('/services/{kind}/{namespace}/{name}', {
        params: { path: toPath(ref) },
      }),
    );
  }

  getKnownName(ref: string) {
    return unwrap(
      this.#get('/known-names/{kind}/{namespace}/{name}', {
        params: { path: toPath(ref) },
      }),
    );
  }

  getHistory(ref: string, query?: HistoryQuery) {
    return unwrap(
      this.#get('/services/{kind}/{namespace}/{name}/history', {
        params: { path: toPath(ref), query },
      }),
    );
  }

  async liftHold(ref: string, environment: string) {
    await unwrap(
      this.#delete('/services/{kind}/{namespace}/{name}/holds/{environment}', {
        params: { path: { ...toPath(ref), environment } },
      }),
    );
  }

  compare(query: CompareQuery) {
    return unwrap(this.#get('/compare', { params: { query } }));
  }

  listPromotions(query?: PromotionQuery) {
    return unwrap(this.#get('/promotions', { params: { query } }));
  }

  getPromotion(id: string) {
    return unwrap(this.#get('/promotions/{id}', { params: { path: { id } } }));
  }

  getPromotionLog(id: string, query?: LogQuery) {
    return unwrap(
      this.#get('/promotions/{id}/log', {
        params: { path: { id }, query },
      }),
    );
  }

  async promote(
    body: PromoteRequest,
    options: { idempotencyKey?: string } = {},
  ) {
    const { promotion } = await unwrap(
      this.#post('/promotions', { body, params: repeatable(options) }),
    );
    return promotion;
  }

  approve(id: string, body: { digest: string; comment?: string }) {
    return unwrap(
      this.#post('/promotions/{id}/approve', {
        params: { path: { id } },
        body,
      }),
    );
  }

  reject(id: string, body: { comment: string }) {
    return unwrap(
      this.#post('/promotions/{id}/reject', {
        params: { path: { id } },
        body,
      }),
    );
  }

  cancel(id: string, body: { reason?: string } = {}) {
    return unwrap(
      this.#post('/promotions/{id}/cancel', {
        params: { path: { id } },
        body,
      }),
    );
  }

  retry(id: string) {
    return unwrap(
      this.#post('/promotions/{id}/retry', {
        params: { path: { id } },
      }),
    );
  }

  previewRollback(id: string) {
    return unwrap(
      this.#get('/promotions/{id}/rollback', {
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
      this.#post('/promotions/{id}/rollback', {
        params: { path: { id }, ...repeatable(options) },
        body,
      }),
    );
    return promotion;
  }

  listFreezes(query?: FreezeQuery) {
    return unwrap(this.#get('/freezes', { params: { query } }));
  }

  createFreeze(body: FreezeRequest) {
    return unwrap(this.#post('/freezes', { body }));
  }

  async endFreeze(id: string) {
    await unwrap(this.#delete('/freezes/{id}', { params: { path: { id } } }));
  }

  async reportCheck(body: Check) {
    await unwrap(this.#post('/checks', { body }));
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
