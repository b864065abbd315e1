import {
  createApiClient,
  unwrap,
  type ApiClientOptions,
} from '@towpath/api-client';
import type { components, paths } from './generated/schema';

/** What to look at, and why. */
export type Begin__PASCAL__ = components['schemas']['Begin'];

/** A client of the plugin; the runs themselves are asked for by the API of all runs. */
export class __PASCAL__Api {
  readonly #options: ApiClientOptions;

  constructor(options: ApiClientOptions) {
    this.#options = options;
  }

  /** @throws ResponseError whose cause names the field, the value and the way out */
  begin(body: Begin__PASCAL__) {
    const { POST: post } = createApiClient<paths>('__ID__', this.#options);
    return unwrap(post('/runs', { body }));
  }
}
