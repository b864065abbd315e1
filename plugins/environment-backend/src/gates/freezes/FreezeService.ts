import type { Caller } from '@towpath/backend-kit';
import type {
  Freeze,
  FreezeQuery,
  FreezeRequest,
  Page,
} from '@towpath/plugin-environment-common';

/** Freezes for pages and people. */
export interface FreezeService {
  /** Those that hold, then those that come, then with `past` those that are over. */
  list(query: FreezeQuery, caller: Caller): Promise<Page<Freeze>>;
  /** @throws NotFoundError when there is none with this id. */
  get(id: string, caller: Caller): Promise<Freeze>;
  /** @throws InputError for times that make no sense, NotFoundError for what is not in the catalog. */
  create(request: FreezeRequest, caller: Caller): Promise<Freeze>;
  /** Ends one now; nothing happens when it is over. Answers it as it was. @throws ConflictError for a recurring one. */
  end(id: string, caller: Caller): Promise<Freeze>;
}
