import { isAmong } from '@towpath/backend-kit';
import type { Place } from '../model/ResourceRecord';
import type { ImportProblem, ImportTarget } from './ImportProblem';
import type { Imports } from './Imports';

/** That a file which is not understood may say what a resource is. */
export interface ImportDoubt {
  problem: ImportProblem;
  /** As the Score file calls it; absent where it may be any. */
  resource?: string;
}

/**
 * What files that are not understood may say of a place. One that cannot be read at all is no doubt while its earlier text
 * holds.
 */
export function doubtsOf(
  place: Place,
  { problems, imports }: { problems: ImportProblem[]; imports: Imports },
): ImportDoubt[] {
  const held = new Set(imports.all.map(({ file }) => file));
  return problems.flatMap(problem =>
    problem.targets
      .filter(target => mayBe(target, place))
      .filter(target => isTold(target) || !held.has(problem.file))
      .map(({ resource }) => ({ problem, resource })),
  );
}

function mayBe({ service, environment }: ImportTarget, place: Place): boolean {
  return (
    (service === undefined || isAmong(place.service, [service])) &&
    (environment === undefined || environment === place.environment)
  );
}

function isTold(target: ImportTarget): boolean {
  return Object.values(target).some(value => value !== undefined);
}
