import { NotAllowedError } from '@backstage/errors';

/** Asks as given, but the first request for a later page fails in a way that is not repeated. */
export function failLaterPage<Query extends { cursor?: string }, Answer>(
  ask: (query?: Query) => Promise<Answer>,
): (query?: Query) => Promise<Answer> {
  let failed = false;
  return async query => {
    if (query?.cursor && !failed) {
      failed = true;
      throw new NotAllowedError('The database is away.');
    }
    return ask(query);
  };
}
