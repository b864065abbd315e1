import type { GitRemote } from './GitHosts';
import { hostIsDown, hostRefuses } from './hostErrors';

const TIMEOUT = 30_000;

/** Sends one request to the API of a Git host and answers whatever it says. */
export type CallHost = (
  method: string,
  path: string,
  body?: object,
) => Promise<Response>;

/** A client whose requests fail with ServiceUnavailableError when nobody answers in half a minute. */
export function createCall(
  { baseUrl, apiUrl, apiAuthorization }: GitRemote,
  headers: Record<string, string>,
  signal?: AbortSignal,
): CallHost {
  return async (method, path, body) => {
    const patience = AbortSignal.timeout(TIMEOUT);
    try {
      return await fetch(`${apiUrl}${path}`, {
        method,
        headers: {
          ...headers,
          authorization: apiAuthorization,
          'content-type': 'application/json',
        },
        body: body && JSON.stringify(body),
        signal: signal ? AbortSignal.any([signal, patience]) : patience,
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw hostIsDown(baseUrl, causeOf(error));
    }
  };
}

function causeOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: Error };
  return cause?.message || message;
}

/** @throws Error with the host's own words when it did not answer 2xx */
export async function readAnswer(
  { baseUrl }: GitRemote,
  response: Response,
): Promise<any> {
  if (response.ok) return response.json();
  const why = `${response.status} ${wordsOf(await response.text())}`;
  if (response.status === 401 || response.status === 403)
    throw hostRefuses(baseUrl, why);
  if (response.status >= 500) throw hostIsDown(baseUrl, why);
  throw new Error(`${response.url} answered ${why}`);
}

/** Gitea and GitHub say in `message` what is wrong; GitHub adds `errors` about single fields. */
function wordsOf(text: string): string {
  try {
    const { message, errors = [] } = JSON.parse(text);
    const details = errors.map((one: { message?: string }) => one.message);
    return [message, ...details].filter(Boolean).join(' ');
  } catch {
    return text;
  }
}
