import {
  ConflictError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { HostedRepository } from '../host/HostedRepository';
import { GitError } from './GitError';

const OUTDATED =
  /non-fast-forward|fetch first|cannot lock ref|failed to update ref|incorrect old value|reference already exists|stale info/i;
const DENIED =
  /Authentication failed|could not read (Username|Password)|returned error: 40[13]/i;
const MISSING = /repository '.*' not found|returned error: 404/i;
const REFUSED = /\[remote rejected\]|protected branch|hook declined/i;
const BROKEN =
  /not a git repository|bad object|corrupt|does not match index|bad file|unable to read|could not parse|invalid object|missing (blob|tree|commit)|object file .* is empty|unable to create '.*\.lock'|does not point to a valid object|remote did not send all necessary objects/i;

const says = (error: unknown, words: RegExp) =>
  error instanceof GitError && words.test(error.stderr);

/** True when the branch moved on while we wrote: look again and repeat. */
export const isOutdated = (error: unknown) => says(error, OUTDATED);

/** True when the local copy, and not the Git host, is at fault. */
export const isBroken = (error: unknown) => says(error, BROKEN);

/** The failure of a call to the Git host, as an error that says what to do about it. */
export function explainFailure(
  error: unknown,
  { pageUrl, type, host }: HostedRepository,
): unknown {
  if (!(error instanceof GitError) || isBroken(error)) return error;
  if (says(error, DENIED)) {
    // Not an AuthenticationError: the person who asks has done nothing wrong.
    return new ServiceUnavailableError(
      `${host} refuses the portal's credentials for ${pageUrl}: check integrations.${type} of this host`,
      error,
    );
  }
  if (says(error, MISSING)) {
    return new NotFoundError(
      `${pageUrl} does not exist, or the credentials under integrations.${type} may not see it`,
      error,
    );
  }
  if (says(error, REFUSED)) {
    return new ConflictError(
      `${pageUrl} refuses the push: ${error.stderr}`,
      error,
    );
  }
  return new ServiceUnavailableError(
    `${pageUrl} cannot be reached: ${error.stderr}`,
    error,
  );
}
