import { Redactor } from '@towpath/redact';
import type { Credentials, HostPlace } from '../location/HostedRepository';
import { errorOf, failureOf } from './failures';

const REDIRECTS = 5;

export interface Sent {
  url: string;
  init: RequestInit;
  signal: AbortSignal;
}

/** What of the credentials a request goes out with. */
type Identity = Pick<Credentials, 'secrets'> & { api?: string };

/** Sends a question without a name. */
export const NOBODY: Identity = { secrets: [] };

interface Answered {
  response: Response;
  text: string;
}

/** Sends a request, and to where the host sends it on within its own API. */
export async function send(
  place: HostPlace,
  sent: Sent,
  { api, secrets }: Identity,
): Promise<Answered> {
  try {
    return await follow(place, sent, api);
  } catch (error) {
    if (failureOf(error)) throw error;
    const { message, cause } = error as Error & {
      cause?: NodeJS.ErrnoException;
    };
    // Several addresses that refuse make one error that has a code only.
    const why = cause?.message || cause?.code || message;
    const words = new Redactor(secrets).text(why);
    throw errorOf(place, { ending: 'away', words });
  }
}

async function follow(
  place: HostPlace,
  { url, init, signal }: Sent,
  authorization: string | undefined,
): Promise<Answered> {
  const { method = 'GET', body } = init;
  const headers = new Headers(init.headers);
  if (authorization) headers.set('authorization', authorization);
  const request = {
    method,
    body,
    headers,
    redirect: 'manual',
    signal,
  } as const;
  let target = withinApi(place, url);
  for (let turn = 0; ; turn++) {
    const response = await fetch(target, request);
    const text = await response.text();
    const next = response.headers.get('location');
    const goesOn = next && isFollowed(response.status, method);
    if (!goesOn || turn === REDIRECTS) return { response, text };
    target = withinApi(place, new URL(next, target).href);
  }
}

/** A write is only sent on where that means the same write; otherwise it would arrive as a question. */
function isFollowed(status: number, method: string): boolean {
  const isSame = [307, 308].includes(status);
  return isSame || (method === 'GET' && [301, 302].includes(status));
}

/** @throws for what is not of this API: the credentials are for nobody else */
function withinApi(place: HostPlace, url: string): URL {
  const target = new URL(url);
  const api = new URL(`${place.apiUrl}/`);
  if (
    target.origin === api.origin &&
    target.pathname.startsWith(api.pathname)
  ) {
    return target;
  }
  const words = `it leads to ${target.origin}${target.pathname}, which is not of this API and does not get its credentials`;
  throw errorOf(place, { ending: 'not-understood', words });
}
