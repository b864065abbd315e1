import {
  createApiClient,
  unwrap,
  type ApiClientOptions,
} from '@towpath/api-client';
import type { Client } from 'openapi-fetch';
import type { paths } from './generated/schema';
import type { RunsApi } from './RunsApi';
import type {
  ApproveRequest,
  CancelRequest,
  RejectRequest,
  RollbackRequest,
  RunLogQuery,
  RunQuery,
} from './types';

/** {@link RunsApi} over HTTP. */
export class RunsApiClient implements RunsApi {
  readonly #get: Client<paths>['GET'];
  readonly #post: Client<paths>['POST'];

  constructor(options: ApiClientOptions) {
    const client = createApiClient<paths>('runs', options);
    this.#get = client.GET;
    this.#post = client.POST;
  }

  async listKinds() {
    return (await unwrap(this.#get('/kinds'))).items;
  }

  list(query?: RunQuery) {
    return unwrap(this.#get('/runs', { params: { query } }));
  }

  get(id: string) {
    return unwrap(this.#get('/runs/{id}', { params: { path: { id } } }));
  }

  getLog(id: string, query?: RunLogQuery) {
    return unwrap(
      this.#get('/runs/{id}/log', { params: { path: { id }, query } }),
    );
  }

  approve(id: string, body: ApproveRequest) {
    return unwrap(
      this.#post('/runs/{id}/approve', { params: { path: { id } }, body }),
    );
  }

  reject(id: string, body: RejectRequest) {
    return unwrap(
      this.#post('/runs/{id}/reject', { params: { path: { id } }, body }),
    );
  }

  cancel(id: string, body: CancelRequest = {}) {
    return unwrap(
      this.#post('/runs/{id}/cancel', { params: { path: { id } }, body }),
    );
  }

  retry(id: string) {
    return unwrap(this.#post('/runs/{id}/retry', { params: { path: { id } } }));
  }

  rollBack(
    id: string,
    body: RollbackRequest,
    { idempotencyKey }: { idempotencyKey?: string } = {},
  ) {
    return unwrap(
      this.#post('/runs/{id}/rollback', {
        params: {
          path: { id },
          ...(idempotencyKey && {
            header: { 'Idempotency-Key': idempotencyKey },
          }),
        },
        body,
      }),
    );
  }
}
