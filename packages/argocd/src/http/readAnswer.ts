import type { Dispatcher } from 'undici';
import { ArgoCdError, type ArgoCdProblem } from './ArgoCdError';

const PROBLEM_BY_STATUS: Record<number, ArgoCdProblem> = {
  400: 'refused',
  401: 'credentials',
  403: 'forbidden',
  404: 'not-found',
  408: 'timeout',
  409: 'conflict',
  429: 'refused',
};

// What a server says of a request whose token is good and whose account may not.
const PERMISSION_DENIED =
  'permission denied. The account may not do this, or there is no such application; a project in the request tells the two apart';

const MAX_QUOTE = 200;

interface Asked {
  instance: string;
  operation: string;
  url: string;
}

/**
 * The JSON of an answer.
 *
 * @throws ArgoCdError with Argo CD's own code and message when the status is not 2xx, or `not-argocd`
 *   when the answer is nothing that Argo CD would send.
 */
export async function readAnswer<T>(
  response: Dispatcher.ResponseData,
  asked: Asked,
): Promise<T> {
  const text = await response.body.text();
  const json = parse(text);
  if (response.statusCode >= 300) throw refusal(response, text, json, asked);
  if (json === undefined) {
    throw strangeAnswer(
      response.statusCode,
      `something that is not Argo CD's API answers at ${
        asked.url
      } (${contentType(response)}). Check url`,
      asked,
    );
  }
  return json as T;
}

/** The error that an answer with a status of 300 or more stands for. */
export async function readRefusal(
  response: Dispatcher.ResponseData,
  asked: Asked,
): Promise<ArgoCdError> {
  const text = await response.body.text();
  return refusal(response, text, parse(text), asked);
}

function refusal(
  response: Dispatcher.ResponseData,
  text: string,
  json: any,
  asked: Asked,
): ArgoCdError {
  const { statusCode: httpStatus, headers } = response;
  if (httpStatus < 400) {
    return strangeAnswer(
      httpStatus,
      `${asked.url} sends on to ${headers.location}. Put that address into url`,
      asked,
    );
  }
  const message: string | undefined = json?.message ?? json?.error;
  const known = PROBLEM_BY_STATUS[httpStatus];
  if (!message && known && httpStatus === 404) {
    return strangeAnswer(
      httpStatus,
      `something that is not Argo CD's API answers 404 at ${asked.url}. Check url, and a path that Argo CD may be served under`,
      asked,
    );
  }
  return new ArgoCdError({
    instance: asked.instance,
    operation: asked.operation,
    problem: known ?? 'server',
    reason: reasonOf(httpStatus, message, text),
    httpStatus,
    grpcCode: typeof json?.code === 'number' ? json.code : undefined,
  });
}

function reasonOf(status: number, message: string | undefined, text: string) {
  if (message === 'permission denied') return PERMISSION_DENIED;
  if (message) return message;
  const quote = text.trim().slice(0, MAX_QUOTE);
  return `it answered ${status}${quote && `: ${quote}`}`;
}

function strangeAnswer(httpStatus: number, reason: string, asked: Asked) {
  return new ArgoCdError({
    instance: asked.instance,
    operation: asked.operation,
    problem: 'not-argocd',
    reason,
    httpStatus,
  });
}

function parse(text: string): unknown {
  try {
    const json = JSON.parse(text);
    return typeof json === 'object' && json !== null ? json : undefined;
  } catch {
    return undefined;
  }
}

function contentType({ headers }: Dispatcher.ResponseData): string {
  return String(headers['content-type'] ?? 'no content type');
}
