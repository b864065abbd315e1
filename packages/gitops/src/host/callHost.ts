import {
  ConflictError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { Redactor } from '@towpath/redact';
import type { HostedRepository } from './HostedRepository';

const TIME_LIMIT_MS = 30_000;

export interface HostCall {
  method: 'GET' | 'POST' | 'PATCH';
  /** Below the repository: `/pulls`. */
  path: string;
  body?: object;
  signal?: AbortSignal;
}

/** Calls the REST API of a repository. @throws ServiceUnavailableError when nothing answers */
export async function callHost(
  repository: HostedRepository,
  { method, path, body, signal }: HostCall,
): Promise<Response> {
  const { apiUrl, owner, name, authorize } = repository;
  const { api: authorization } = await authorize();
  const limit = AbortSignal.timeout(TIME_LIMIT_MS);
  try {
    return await fetch(`${apiUrl}/repos/${owner}/${name}${path}`, {
      method,
      headers: {
        authorization,
        accept: 'application/json',
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
  } catch (error) {
    signal?.throwIfAborted();
    const { cause } = error as { cause?: Error };
    throw new ServiceUnavailableError(
      `The API ${apiUrl} does not answer: ${cause?.message || error}`,
      error,
    );
  }
}

/** What a 403 says of an archive, a mirror or a rule, and not of who asks. */
const isRefusal = (words: string) =>
  /archiv|mirror|read.?only|protected|rule|disabled|locked/i.test(words);

/** Statuses of the 400s by which a host asks for patience. */
const BUSY = [408, 425, 429];

/** The JSON of an answer. @throws an error that says what the host has against it */
export async function readAnswer<T>(
  repository: HostedRepository,
  response: Response,
): Promise<T> {
  if (response.ok) return response.json();
  const { type, host, pageUrl, authorize } = repository;
  const { secrets } = await authorize();
  const words = new Redactor(secrets).text(await response.text()).slice(0, 500);
  const { status } = response;
  const said = `${host} answered ${status} for ${pageUrl}: ${words}`;
  if (status === 404) throw new NotFoundError(said);
  if (status === 401 || (status === 403 && !isRefusal(words))) {
    throw new ServiceUnavailableError(
      `${said}. Check the credentials under integrations.${type} of this host`,
    );
  }
  if (isFinal(status, words)) throw new ConflictError(said);
  throw new ServiceUnavailableError(said);
}

function isFinal(status: number, words: string): boolean {
  const isBusy =
    BUSY.includes(status) || /rate limit|abuse detection/i.test(words);
  return status >= 400 && status < 500 && !isBusy;
}
