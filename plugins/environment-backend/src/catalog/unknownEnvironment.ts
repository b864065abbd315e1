import { NotFoundError } from '@backstage/errors';

/** That there is no environment of this name, and which there are. */
export function unknownEnvironment(
  name: string,
  known: string[],
): NotFoundError {
  return new NotFoundError(
    known.length === 0
      ? `There is no environment "${name}": the catalog has none yet. Add entities of kind Environment to it`
      : `There is no environment "${name}". Choose one of: ${known.join(', ')}`,
  );
}
