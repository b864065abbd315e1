import { isError, ResponseError } from '@backstage/errors';

/** Whether a request was refused because things are no longer as it supposed (409). */
export function isConflict(error: unknown): boolean {
  if (!isError(error)) return false;
  const { name } = error instanceof ResponseError ? error.cause : error;
  return name === 'ConflictError';
}
