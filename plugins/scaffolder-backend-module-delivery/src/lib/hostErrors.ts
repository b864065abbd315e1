import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';

// Without their cause: the task page would show it behind the words, and `why` says the same.

/** What to say when a Git host cannot be reached. */
export const hostIsDown = (baseUrl: string, why: string) =>
  new ServiceUnavailableError(
    `The Git host ${baseUrl} does not answer: ${why}. Retry when it does; what is done already stays.`,
  );

/** What to say when a Git host does not let the portal do something. */
export const hostRefuses = (baseUrl: string, why: string) =>
  new NotAllowedError(
    `The Git host ${baseUrl} refuses the portal: ${why}. See what its entry under integrations may do there, then retry.`,
  );
