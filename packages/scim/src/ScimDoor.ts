import { readRetryAfter, type Clock } from '@towpath/clock';
import { ScimError } from './ScimError';
import type { ScimSettings } from './ScimSettings';
import { createTokens, type Tokens } from './tokens';

const TIME_LIMIT_MS = 30_000;
const REPEATS_AT_MOST = 4;
/** Where the provider names no time. */
const USUAL_PAUSE_MS = 1_000;
/** All pauses of one request together. Who asked has patience of its own for longer ones. */
const PAUSES_AT_MOST_MS = 60_000;

export interface Ask {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  query?: Record<string, string | number>;
  body?: object;
  /** Version of the resource that is to be changed, and no other. */
  version?: string;
}

/** The only way by which requests leave for the provider: every one ends with JSON or with a {@link ScimError}. */
export class ScimDoor {
  readonly #url: string;
  readonly #clock: Clock;
  readonly #tokens: Tokens;

  constructor({ url, credentials }: ScimSettings, clock: Clock) {
    this.#url = url;
    this.#clock = clock;
    this.#tokens = createTokens(credentials, clock);
  }

  /**
   * @returns the body, or undefined when there is none
   * @throws ScimError
   */
  async ask(ask: Ask, cancelled?: AbortSignal): Promise<any> {
    let waited = 0;
    for (let repeats = 0; ; repeats++) {
      const response = await this.#sendWithToken(ask, cancelled);
      const pause = this.#pauseOf(response);
      const isOver =
        pause === undefined ||
        repeats >= REPEATS_AT_MOST ||
        waited + pause > PAUSES_AT_MOST_MS;
      if (isOver) return this.#read(ask, response);
      waited += pause;
      await this.#clock.sleep(pause, cancelled);
    }
  }

  /** A token can be revoked before its time: then another one is asked for, once. */
  async #sendWithToken(ask: Ask, cancelled?: AbortSignal): Promise<Answer> {
    const answer = await this.#send(ask, cancelled);
    if (answer.response.status !== 401 || !answer.isKept) return answer;
    this.#tokens.forget(answer.token);
    return this.#send(ask, cancelled);
  }

  async #send(ask: Ask, cancelled?: AbortSignal): Promise<Answer> {
    const limit = AbortSignal.timeout(TIME_LIMIT_MS);
    const signal = cancelled ? AbortSignal.any([cancelled, limit]) : limit;
    const { token, isKept } = await this.#tokens.get(signal);
    const { method, body, version } = ask;
    try {
      const response = await fetch(this.#address(ask), {
        method,
        signal,
        // A token goes nowhere that nobody has named.
        redirect: 'manual',
        headers: {
          accept: 'application/scim+json, application/json',
          authorization: `Bearer ${token}`,
          ...(body && { 'content-type': 'application/scim+json' }),
          ...(version && { 'if-match': version }),
        },
        body: body && JSON.stringify(body),
      });
      return { response, text: await response.text(), token, isKept };
    } catch (cause) {
      cancelled?.throwIfAborted();
      throw new ScimError(
        `${method} ${this.#address(ask)} could not be asked: ${
          (cause as Error).cause ?? cause
        }`,
        { ending: 'away', cause },
      );
    }
  }

  #address({ path, query }: Ask): string {
    const url = new URL(this.#url + path);
    for (const [name, value] of Object.entries(query ?? {})) {
      url.searchParams.set(name, String(value));
    }
    return url.href;
  }

  /** After how long it may be asked again, when that is all it says. */
  #pauseOf({ response }: Answer): number | undefined {
    if (response.status !== 429 && response.status !== 503) return undefined;
    const now = this.#clock.now();
    return readRetryAfter(response.headers, now) ?? USUAL_PAUSE_MS;
  }

  #read(ask: Ask, { response, text, token }: Answer): unknown {
    const { status } = response;
    const answer = parse(text);
    const asked = `${ask.method} ${this.#address(
      ask,
    )} was answered with ${status}`;
    // The token may stand in what is quoted of an answer.
    const said = (words: unknown) =>
      String(words).replaceAll(token, '…').slice(0, 500);
    if (status === 429 || status >= 500) {
      const words = answer?.detail ?? '';
      throw new ScimError(`${asked} ${said(words)}`.trim(), {
        ...{ ending: 'away', status },
      });
    }
    if (status >= 400 && answer && isRefusal(answer)) {
      const { scimType, detail } = answer;
      throw new ScimError(`${asked}: ${said(detail ?? scimType ?? '')}`, {
        ...{ ending: 'no', status, scimType },
      });
    }
    if (status === 204 || (response.ok && text === '')) return undefined;
    if (response.ok && answer) return answer;
    throw new ScimError(
      `${asked} and what is not SCIM: ${said(
        text.slice(0, 120),
      )}. Check scim.url`,
      { ending: 'unclear', status },
    );
  }
}

interface Answer {
  response: Response;
  text: string;
  token: string;
  isKept: boolean;
}

// Some say no in JSON without the schema; a page of a proxy is no answer of the provider.
function isRefusal(answer: Record<string, unknown>): boolean {
  return 'detail' in answer || 'scimType' in answer || 'schemas' in answer;
}

function parse(text: string): Record<string, any> | undefined {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
