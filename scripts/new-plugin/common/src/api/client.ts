import {
  createApiClient,
  unwrap,
  type ApiClientOptions,
} from '@towpath/api-client';
import type { components, paths } from './generated/schema';

/** What to look at, and why. */
export type Begin__PASCAL__ = components['schemas']['Begin'];

export type __PASCAL__Api = ReturnType<typeof create__PASCAL__Api>;

/** A client of the plugin; the runs themselves are asked for by the API of all runs. */
export function create__PASCAL__Api(options: ApiClientOptions) {
  const { POST: post } = createApiClient<paths>('__ID__', options);
  return {
    /** @throws ResponseError whose cause names the field, the value and the way out */
    begin: (body: Begin__PASCAL__) => unwrap(post('/runs', { body })),
  };
}
