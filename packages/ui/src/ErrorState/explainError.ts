import { isError, ResponseError } from '@backstage/errors';

/** Why something failed and what a person can do about it. */
export interface ErrorExplanation {
  reason: string;
  advice: string;
}

const adviceByName: Record<string, string> = {
  NotAllowedError:
    'Your groups do not allow this. The owner named on the page, or the platform team, can.',
  ConflictError:
    'It is no longer as it was shown. Look at it as it is now, then decide.',
  InputError: 'Mend what it names, then try again.',
  AuthenticationError: 'Your sign-in has ended. Sign in again.',
  NotFoundError:
    'It may have been renamed or removed. Search finds what is there.',
  ServiceUnavailableError:
    'The portal is starting or busy. Try again in a moment.',
};

// What the backend said; the client's own message is only "Request failed with 409".
const sourceOf = (error: Error): Error =>
  error instanceof ResponseError ? error.cause : error;

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
  const { name, message } = sourceOf(error as Error);
  return {
    reason: message,
    advice:
      adviceByName[name] ?? 'Try again; if it stays, tell the platform team.',
  };
}
