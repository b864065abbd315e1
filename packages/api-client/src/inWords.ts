import { ResponseError } from '@backstage/errors';

/**
 * Turns "Request failed with 404 Not Found" into what the backend said, since a task shows
 * nothing but the message.
 */
export async function inWords<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof ResponseError ? error.cause : error;
  }
}
