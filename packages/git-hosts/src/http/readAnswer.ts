import type { HostPlace } from '../location/HostedRepository';
import { errorOf } from './failures';

/** No answer of an API that is read here comes without a body but these. */
const EMPTY = [204, 205];

/** The answer as a response that holds JSON, whatever its headers say. @throws when it does not */
export function readAnswer(
  place: HostPlace,
  { status, headers }: Response,
  text: string,
): Response {
  if (EMPTY.includes(status)) return new Response(null, { status });
  if (!isJson(text)) {
    throw errorOf(place, {
      ending: 'not-understood',
      status,
      words: 'the answer is no JSON',
    });
  }
  const kept = new Headers({ 'content-type': 'application/json' });
  for (const name of ['link', 'x-total-count', 'x-total']) {
    const value = headers.get(name);
    if (value !== null) kept.set(name, value);
  }
  return new Response(text, { status, headers: kept });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
