import { isError, ResponseError } from '@backstage/errors';

/** Why something failed and what a person can do about it. */
export interface ErrorExplanation {
  reason: string;
  advice: string;
}

const adviceByName: Record<string, string> = {
  NotAllowedError:
    'Your groups do not allow this. The owner named on the page, or the platform team, can.',
  AuthenticationError: 'Your sign-in has ended. Sign in again.',
  NotFoundError:
    'It may have been renamed or removed. Search finds what is there.',
  ServiceUnavailableError:
    'The portal is starting or busy. Try again in a moment.',
};

const nameOf = (error: Error): string =>
  error instanceof ResponseError ? error.cause.name : error.name;

const isNetworkFailure = (error: Error): boolean =>
  error instanceof TypeError && /fetch|network/i.test(error.message);

/**
 * Turns anything thrown into words.
 *
 * @param error - whatever was caught; not necessarily an Error.
 */
export function explainError(error: unknown): ErrorExplanation {
  if (!isError(error)) {
    return {
      reason: String(error),
      advice: 'Try again; if it stays, tell the platform team.',
    };
  }
  if (isNetworkFailure(error as Error)) {
    return {
      reason: 'The portal cannot be reached.',
      advice: 'Check the connection, and that the portal runs.',
    };
  }
  return {
    reason: error.message,
    advice:
      adviceByName[nameOf(error as Error)] ??
      'Try again; if it stays, tell the platform team.',
  };
}
