/** Where an OPA is, and how long it may take. */
export interface OpaSettings {
  /** Base address, without a slash at its end. */
  url: string;
  /** Sent as a bearer token. */
  token?: string;
  timeoutMs: number;
}

/** How asking ended: its JSON, or why there is none that anything could be concluded from. */
export type OpaAnswer =
  | { type: 'answered'; body: unknown }
  | { type: 'unasked'; why: string }
  | { type: 'not-understood'; why: string };

/** More than any list of findings. */
const MOST_BYTES = 1_000_000;
/** Of what OPA says of an error. */
const MOST_WORDS = 300;

/** Asks an Open Policy Agent over its REST API. */
export class OpaClient {
  readonly #settings: OpaSettings;

  constructor(settings: OpaSettings) {
    this.#settings = settings;
  }

  /**
   * The value of a rule for an input. Never rejects.
   *
   * @param path - of the rule below `data`, with slashes
   */
  async ask(path: string, input: object): Promise<OpaAnswer> {
    const { timeoutMs } = this.#settings;
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const response = await this.#send(path, input, signal);
      const text = await readText(response);
      if (text === undefined) {
        return misread(`its answer is longer than ${MOST_BYTES} bytes`);
      }
      if (!response.ok) {
        const said = text.trim().slice(0, MOST_WORDS);
        return unasked(`OPA answered ${response.status}: ${said}`);
      }
      return readJson(text);
    } catch (error) {
      return unasked(
        signal.aborted
          ? `OPA did not answer within ${timeoutMs} ms`
          : `OPA cannot be reached: ${causeOf(error)}`,
      );
    }
  }

  #send(path: string, input: object, signal: AbortSignal): Promise<Response> {
    const { url, token } = this.#settings;
    const encoded = path.split('/').map(encodeURIComponent).join('/');
    return fetch(`${url}/v1/data/${encoded}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ input }),
      // Whoever it leads to would be told the document and the token.
      redirect: 'error',
      signal,
    });
  }
}

/** Undefined for more than fits. */
async function readText(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readJson(text: string): OpaAnswer {
  try {
    return { type: 'answered', body: JSON.parse(text) };
  } catch {
    return misread('its answer is no JSON');
  }
}

function unasked(why: string): OpaAnswer {
  return { type: 'unasked', why };
}

function misread(why: string): OpaAnswer {
  return { type: 'not-understood', why };
}

/** `fetch` says no more than that it failed; its cause says why. */
function causeOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: Error };
  return cause?.message || message;
}
