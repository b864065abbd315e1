import type { Rules } from '../types';

/** What to do: first what is in the hands of the author, then what the platform team can say. */
export function remedy(
  before: string,
  setting: string,
  { origin }: Pick<Rules, 'origin'>,
): string {
  return `${before} have the platform team say {module: "${origin}", ${setting}} under terraform.trust.allow`;
}
