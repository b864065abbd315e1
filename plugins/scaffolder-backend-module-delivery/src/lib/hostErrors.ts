import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';

/** What to say when a Git host cannot be reached. */
export const hostIsDown = (baseUrl: string, why: string, cause?: unknown) =>
  new ServiceUnavailableError(
    `The Git host ${baseUrl} does not answer: ${why}. Retry when it does; what is done already stays.`,
    cause,
  );

/** What to say when a Git host does not let the portal do something. */
export const hostRefuses = (baseUrl: string, why: string, cause?: unknown) =>
  new NotAllowedError(
    `The Git host ${baseUrl} refuses the portal: ${why}. See what its entry under integrations may do there, then retry.`,
    cause,
  );
