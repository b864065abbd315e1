import type { Caller } from '@towpath/backend-kit';
import type {
  CompareQuery,
  Comparison,
} from '@towpath/plugin-environment-common';

/** What a promotion would change, before it is asked for. */
export interface ComparisonService {
  /**
   * @throws NotFoundError, InputError or ConflictError that says why there is nothing to compare.
   */
  compare(query: CompareQuery, caller: Caller): Promise<Comparison>;
}
