import {
  ConflictError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { HostedRepository } from '@towpath/git-hosts';
import { GitError } from './GitError';
import { readFailure, type Ending, type Failure } from './readFailure';

const endsAs = (error: unknown, ending: Ending) =>
  error instanceof GitError && readFailure(error.stderr).ending === ending;

/** True when the branch moved on while we wrote: look again and repeat. */
export const isOutdated = (error: unknown) => endsAs(error, 'outdated');

/** True when the local copy, and not the Git host, is at fault. */
export const isBroken = (error: unknown) => endsAs(error, 'broken');

/** True when the host answered, and gives no such object. */
export const isWithoutObject = (error: unknown) => endsAs(error, 'no-object');

export const describeInTheWay = (
  pageUrl: string,
  there: string,
  wanted: string,
) =>
  `In ${pageUrl} a branch "${there}" is in the way of "${wanted}": delete or rename it`;

/** The failure of a call to the Git host, as an error that says what to do about it. */
export function explainFailure(
  error: unknown,
  repository: HostedRepository,
): unknown {
  if (!(error instanceof GitError)) return error;
  const failure = readFailure(error.stderr);
  switch (failure.ending) {
    case 'broken':
    case 'outdated':
    case 'no-object':
      return error;
    case 'denied':
      return denied(error, failure, repository);
    case 'missing':
      return new NotFoundError(
        `${repository.pageUrl} does not exist, or the credentials under integrations.${repository.type} may not see it`,
        error,
      );
    case 'refused':
      return new ConflictError(describeRefusal(failure, repository), error);
    case 'in-the-way':
      return inTheWay(repository, error.stderr, error);
    case 'away':
      return new ServiceUnavailableError(
        `${repository.pageUrl} cannot be reached: ${failure.words}`,
        error,
      );
    default:
      return new ServiceUnavailableError(
        `${repository.pageUrl} answered what is not understood: ${failure.words}`,
        error,
      );
  }
}

/** Not an AuthenticationError: the person who asks has done nothing wrong. */
function denied(
  error: GitError,
  { words, fromHost }: Failure,
  { host, pageUrl, type }: HostedRepository,
) {
  const said = fromHost ? ` ("${words}")` : '';
  return new ServiceUnavailableError(
    `${host} refuses the portal's credentials for ${pageUrl}${said}: check integrations.${type} of this host`,
    error,
  );
}

const OF_RIGHTS = /permission|not allowed|denied|unauthorized|access|token/i;

function describeRefusal(
  { words, fromHost, status }: Failure,
  { pageUrl, type }: HostedRepository,
): string {
  const said = fromHost ? words : `${reasonOf(status)}${words}`;
  const hint =
    status === 403 && OF_RIGHTS.test(words)
      ? `. Where the portal is to have this right, give it to the account under integrations.${type}`
      : '';
  return `${pageUrl} refuses: ${said}${hint}`;
}

function reasonOf(status?: number): string {
  if (status === 413) return 'what is sent is too large for it. ';
  return status ? `it answers ${status}. ` : '';
}

/** @param words - that may name the two branches */
function inTheWay(
  { pageUrl }: HostedRepository,
  words: string,
  cause?: Error,
): ConflictError {
  const [, there, wanted] =
    /'refs\/heads\/([^']+)' exists; cannot create '(?:refs\/heads\/)?([^']+)'/.exec(
      words,
    ) ?? [];
  return new ConflictError(
    there
      ? describeInTheWay(pageUrl, there, wanted)
      : `${pageUrl} refuses: a branch is in the way of another one: ${words}`,
    cause,
  );
}
