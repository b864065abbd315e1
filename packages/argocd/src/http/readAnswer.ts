import type { Dispatcher } from 'undici';
import { ArgoCdError, type ArgoCdProblem } from './ArgoCdError';
import { couldNotAsk } from './couldNotAsk';

const PROBLEM_BY_STATUS: Record<number, ArgoCdProblem> = {
  400: 'refused',
  401: 'credentials',
  403: 'forbidden',
  404: 'not-found',
  408: 'timeout',
  409: 'conflict',
  429: 'refused',
};

/** What a server says of a request whose token is good and whose account may not, without a word on what. */
export const PERMISSION_DENIED =
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
  const { message, code } = wordsOf(json);
  const known = problemOf(httpStatus, message);
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
    grpcCode: code,
  });
}

/** A refusal that only says that something behind it did not answer is none. */
function problemOf(
  httpStatus: number,
  message = '',
): ArgoCdProblem | undefined {
  return httpStatus === 400 && couldNotAsk(message)
    ? 'server'
    : PROBLEM_BY_STATUS[httpStatus];
}

const HTTP_STATUS_BY_CODE: Record<number, number> = {
  3: 400,
  5: 404,
  7: 403,
  8: 429,
  9: 400,
  14: 503,
  16: 401,
};

/** The error that a server sends as the last line of a stream, in whichever of its shapes. */
export function streamError(error: unknown, asked: Asked): ArgoCdError {
  const { message = 'no reason given', code, status } = wordsOf({ error });
  const httpStatus = status ?? HTTP_STATUS_BY_CODE[code ?? NaN];
  return new ArgoCdError({
    instance: asked.instance,
    operation: asked.operation,
    problem: PROBLEM_BY_STATUS[httpStatus] ?? 'server',
    reason: `the server ended it: ${message}`,
    httpStatus,
    grpcCode: code,
  });
}

interface Words {
  message?: string;
  /** Of gRPC. */
  code?: number;
  /** Of HTTP. */
  status?: number;
}

/** Answers have `{error, code, message}`; those of streams have an object in `error`, or a text. */
function wordsOf(json: any): Words {
  const { error } = json ?? {};
  const within = typeof error === 'object' && error !== null ? error : {};
  const text = [json?.message, within.message, within.error, error].find(
    one => typeof one === 'string' && one !== '',
  );
  const number = (...all: unknown[]) =>
    all.find((one): one is number => typeof one === 'number');
  return {
    message: text,
    code: number(json?.code, within.grpc_code, within.code),
    status: number(within.http_code),
  };
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
