import { ConflictError } from '@backstage/errors';
import type { Plan, PlannedResource } from '@towpath/plugin-score-common';

/**
 * The names of those that the plan takes away. One that is there no more is no mistake: the step may have been here before.
 *
 * @throws ConflictError when the plan does something else than to take away those that were named
 */
export function requireDeletion(
  { service, resources }: Plan,
  names: string[],
): string[] {
  const problems = resources.flatMap(one => {
    const problem = problemOf(one, names.includes(one.name));
    return problem ? [problem] : [];
  });
  if (problems.length > 0) {
    throw new ConflictError(`${service}: ${problems.join('; ')}`);
  }
  return resources
    .filter(({ action }) => action === 'delete')
    .map(({ name }) => name);
}

function problemOf(
  { name, action, ownedBy }: PlannedResource,
  isNamed: boolean,
): string | undefined {
  if (action === 'delete') {
    return isNamed
      ? undefined
      : `${name} would be deleted too, and was not named`;
  }
  if (action === 'retain') {
    return isNamed ? `${name} stays: its definition retains it` : undefined;
  }
  if (isNamed && ownedBy) {
    return `${name} is that of ${ownedBy}, which alone can delete it; score:provision lets it go`;
  }
  if (isNamed) {
    return `the Score file still asks for ${name}; take it out of the file, and then delete it`;
  }
  return action === 'none'
    ? undefined
    : `the plan would ${action} ${name} as well; provide that first, with score:provision`;
}
