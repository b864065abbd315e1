import {
  hashKey,
  type QueryClient,
  type QueryKey,
} from '@tanstack/react-query';
import type { EnvironmentApi } from '@towpath/plugin-environment-common';
import { createCollector } from '@towpath/ui';
import { keys } from './keys';
import { renewLists } from './renewLists';

/** As many as the backend answers for in one request. */
const MOST_AT_ONCE = 100;
const ROWS_MS = 100;
const LISTS_MS = 1_000;

/** What a signal says has changed. */
export interface News {
  /** References; anything may have changed when there are none. */
  services: string[];
  /** Promotions of these services have changed as well. */
  promotions: boolean;
}

/** Makes what the news is about be asked for again; news that come close together, at once. */
export function createRenewal(
  api: EnvironmentApi,
  queries: QueryClient,
): (news: News) => void {
  const renewWhole = createCollector<QueryKey>(LISTS_MS, async lists => {
    const hashes = new Set(lists.map(hashKey));
    await queries.invalidateQueries({
      queryKey: keys.lists,
      predicate: ({ queryHash }) => hashes.has(queryHash),
    });
  });
  return createCollector<News>(ROWS_MS, async news => {
    const services = [...new Set(news.flatMap(heard => heard.services))];
    const everything =
      services.length > MOST_AT_ONCE ||
      news.some(heard => heard.services.length === 0);
    if (everything || news.some(({ promotions }) => promotions)) {
      queries.invalidateQueries({ queryKey: keys.promotions });
    }
    if (everything) {
      queries.invalidateQueries({ queryKey: keys.deployments });
      return;
    }
    queries.invalidateQueries({
      queryKey: keys.deployments,
      predicate: ({ queryKey }) => !isList(queryKey),
    });
    await renewLists({ api, queries, services, renewWhole });
  });
}

function isList(key: readonly unknown[]): boolean {
  return keys.lists.every((part, index) => key[index] === part);
}
