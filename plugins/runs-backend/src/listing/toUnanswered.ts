import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { UnansweredKind } from '@towpath/plugin-runs-common';
import type { RunType } from '@towpath/runs';

/** What is wrong with the request is wrong for every kind. */
const OF_THE_REQUEST = ['InputError', 'AuthenticationError'];

/** Their words are meant for people; any other may tell what is inside. */
const FOR_PEOPLE = [
  'ConflictError',
  'NotFoundError',
  'ServiceUnavailableError',
];

/**
 * Names a kind that has not answered, and why.
 *
 * @throws the error, when it is the request that is wrong
 */
export function toUnanswered(
  { kind, title }: RunType,
  cause: unknown,
  logger: LoggerService,
): UnansweredKind {
  const error = toError(cause);
  if (OF_THE_REQUEST.includes(error.name)) throw error;
  const { message } = error;
  if (error.name === 'NotAllowedError') {
    return { kind, title, message, refused: true };
  }
  logger.warn(`Runs of the kind ${kind} could not be asked for`, error);
  return {
    kind,
    title,
    message: FOR_PEOPLE.includes(error.name)
      ? message
      : 'They cannot be asked for now; the log of the portal says why. Try again',
    refused: false,
  };
}
