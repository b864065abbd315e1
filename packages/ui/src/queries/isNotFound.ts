import { ResponseError } from '@backstage/errors';

/** Whether the backend answered that there is no such thing. */
export function isNotFound(error: Error | null): boolean {
  const { name } = error instanceof ResponseError ? error.cause : error ?? {};
  return name === 'NotFoundError';
}
