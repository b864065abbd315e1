import {
  ConflictError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { HostPlace } from '../location/HostedRepository';

/** What became of a call that brought no answer to go on with. */
export type HostEnding =
  /** A final no: the host has no such thing, or none that the portal may see. */
  | 'missing'
  /** A final no for another reason, which the words tell. */
  | 'refused'
  /** The host does not know who asks, or the credentials may not do this. */
  | 'denied'
  /** The host could not be asked, or wants to be asked later. */
  | 'away'
  /** The host, or something before it, said what nobody has told us the meaning of. */
  | 'not-understood';

export interface HostFailure {
  ending: HostEnding;
  /** Of the HTTP answer, where there was one. */
  status?: number;
  /** In the words of the host where it said something; without secrets. */
  words: string;
  /** Milliseconds after which the host wants to be asked again. */
  retryAfterMs?: number;
}

const failures = new WeakMap<object, HostFailure>();

/** What became of the call that ended with this error; undefined for an error of another kind. */
export function failureOf(error: unknown): HostFailure | undefined {
  return typeof error === 'object' && error !== null
    ? failures.get(error)
    : undefined;
}

/** The error for a failure: NotFoundError, ConflictError, or ServiceUnavailableError for what may be repeated. */
export function errorOf(place: HostPlace, failure: HostFailure): Error {
  const error = wordError(place, failure);
  failures.set(error, failure);
  return error;
}

/** The error for an answer that lacks what it has to hold. */
export function notUnderstood(place: HostPlace, what: string): Error {
  const words = `the answer is not of the shape that ${place.type} gives ${what}`;
  return errorOf(place, { ending: 'not-understood', words });
}

function wordError(place: HostPlace, failure: HostFailure): Error {
  const { type, host, pageUrl, apiUrl } = place;
  const { ending, status, words } = failure;
  const said = status
    ? `${host} answered ${status} for ${pageUrl}: ${words}`
    : `The API ${apiUrl} was asked about ${pageUrl}: ${words}`;
  switch (ending) {
    case 'missing':
      return new NotFoundError(said);
    case 'refused':
      return new ConflictError(said);
    case 'denied':
      return new ServiceUnavailableError(
        `${said}. Check the credentials under integrations.${type} of this host`,
      );
    case 'not-understood':
      return new ServiceUnavailableError(
        `${said}. This is not understood, and nothing is concluded from it`,
      );
    default:
      return new ServiceUnavailableError(awayWords(place, said, failure));
  }
}

function awayWords(
  { apiUrl }: HostPlace,
  said: string,
  { status, words, retryAfterMs }: HostFailure,
): string {
  if (!status) return `The API ${apiUrl} does not answer: ${words}`;
  return retryAfterMs === undefined
    ? said
    : `${said} (it wants to be asked again in ${Math.ceil(
        retryAfterMs / 1000,
      )} s)`;
}
