import {
  createApiClient,
  unwrap,
  type ApiClientOptions,
} from '@towpath/api-client';
import type { components, paths } from './generated/schema';

/** What to look at, and why. */
export type BeginScore = components['schemas']['Begin'];

export type ScoreApi = ReturnType<typeof createScoreApi>;

/** A client of the plugin; the runs themselves are asked for by the API of all runs. */
export function createScoreApi(options: ApiClientOptions) {
  const { POST: post } = createApiClient<paths>('score', options);
  return {
    /** @throws ResponseError whose cause names the field, the value and the way out */
    begin: (body: BeginScore) => unwrap(post('/runs', { body })),
  };
}
