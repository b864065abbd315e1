import type { RunQuery } from '@towpath/plugin-runs-common';

/** Names of what pages know of runs; a signal about a run renews all below `all`. */
export const keys = {
  all: ['runs'] as const,
  list: (query: RunQuery) => ['runs', 'list', query] as const,
  one: (id: string) => ['runs', 'one', id] as const,
  log: (id: string) => ['runs', 'log', id] as const,
  kinds: ['runs-kinds'] as const,
};
