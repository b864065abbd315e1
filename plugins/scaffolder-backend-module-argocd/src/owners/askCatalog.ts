import { ServiceUnavailableError, toError } from '@backstage/errors';

/** @throws ServiceUnavailableError when the catalog does not answer: that is neither a yes nor a no. */
export async function askCatalog<T>(
  what: string,
  ask: () => Promise<T>,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw new ServiceUnavailableError(
      `The catalog could not be asked whose ${what} is, so nothing was done: ${
        toError(error).message
      }. Run the step again when it answers`,
    );
  }
}
