import type {
  CompareQuery,
  Comparison,
} from '@towpath/plugin-environment-common';
import type { Asker } from '../deployments/DeploymentService';

/** What a promotion would change, before it is asked for. */
export interface ComparisonService {
  /**
   * @throws NotFoundError, InputError or ConflictError that says why there is nothing to compare.
   */
  compare(query: CompareQuery, asker: Asker): Promise<Comparison>;
}
