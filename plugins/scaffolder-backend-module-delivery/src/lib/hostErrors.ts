import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { failureOf, type HostedRepository } from '@towpath/git-hosts';

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

/** What a call of the host's API answers; its errors say what the person who runs a template can do. */
export async function sayForTemplates<T>(
  { baseUrl, pageUrl }: HostedRepository,
  call: Promise<T>,
): Promise<T> {
  try {
    return await call;
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    const { ending, status, words } = failure;
    const why = [status, words].filter(Boolean).join(' ');
    if (status === 401 || status === 403) throw hostRefuses(baseUrl, why);
    if (ending === 'away' || ending === 'not-understood')
      throw hostIsDown(baseUrl, why);
    throw new Error(`${pageUrl} answered ${why}`);
  }
}
