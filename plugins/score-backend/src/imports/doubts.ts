import { isAmong } from '@towpath/backend-kit';
import type { Place } from '../model/ResourceRecord';
import type { ImportProblem, ImportTarget } from './ImportProblem';

/** That a file which is not understood may say what a resource is. */
export interface ImportDoubt {
  problem: ImportProblem;
  /** As the Score file calls it; absent where it may be any. */
  resource?: string;
}

/**
 * What files that are not understood may say of a place. An entry of the earlier text of one still holds, and is no doubt
 * of its resource; what the file says anew nobody knows.
 */
export function doubtsOf(
  place: Place,
  problems: ImportProblem[],
): ImportDoubt[] {
  return problems.flatMap(problem =>
    problem.targets
      .filter(target => mayBe(target, place))
      .map(({ resource }) => ({ problem, resource })),
  );
}

function mayBe({ service, environment }: ImportTarget, place: Place): boolean {
  return (
    (service === undefined || isAmong(place.service, [service])) &&
    (environment === undefined || environment === place.environment)
  );
}
