import type { ApiClientOptions } from '../createApiClient';
import { Contract, type AskedRequest } from './Contract';
import type { AnswerOf, Method, PathWith, WhichOf } from './operations';

/** How often and when something is answered, and what else is so from then on. */
export interface AnswerOptions {
  /** The request after it is answered as before. */
  once?: boolean;
  /** It is answered only when this has come about. */
  after?: Promise<unknown>;
  /** Done as it is answered: what the backend says from then on. */
  changes?: () => void;
}

interface Answer extends AnswerOptions {
  method: string;
  path: string;
  params?: object;
  query?: object;
  /** Undefined for a connection that breaks. */
  response?: { status: number; body: unknown };
}

const STATUS: Record<string, number> = {
  InputError: 400,
  NotAllowedError: 403,
  NotFoundError: 404,
  ConflictError: 409,
  ServiceUnavailableError: 503,
};

const BASE = 'http://portal.example/api/stub';

/**
 * The backend of a plugin in a test of its pages: it says what the test has set, and nothing else. What
 * is set and what is asked is held against the plugin's OpenAPI document, so that a test cannot rely
 * on what the backend would not say. A request that no answer is set to, or that the document does not
 * know, is written to the console and by that fails the test of a page.
 *
 * @typeParam Paths what `npm run openapi` makes of the document
 */
export class StubApi<Paths extends {}> {
  /** Every request so far. */
  readonly asked: AskedRequest[] = [];
  readonly #contract: Contract;
  // The newest first.
  #answers: Answer[] = [];

  /** @param document the `openapi.yaml` of the backend plugin, as `require.resolve` finds it */
  constructor(document: string) {
    this.#contract = new Contract(document);
  }

  /** For a client of the API, or for an app with the plugin's own. */
  get clientOptions(): Required<ApiClientOptions> {
    return {
      discoveryApi: { getBaseUrl: async () => BASE },
      fetchApi: { fetch: (url, init) => this.#serve(String(url), init ?? {}) },
    };
  }

  /**
   * Answers such requests so from now on, whatever was set before.
   *
   * @throws when the document does not let this be answered.
   */
  answer<M extends Method, Path extends PathWith<Paths, M>>(
    method: M,
    path: Path,
    body: AnswerOf<Paths, M, Path>,
    which: WhichOf<Paths, M, Path> & AnswerOptions = {},
  ): void {
    // As it is on its way: what is undefined is not there.
    const sent =
      body === undefined ? undefined : JSON.parse(JSON.stringify(body));
    const status = this.#contract.checkAnswer(method, path, sent);
    this.#set({ ...which, method, path, response: { status, body: sent } });
  }

  /** Refuses such requests from now on, as the backend does when it throws this. */
  refuse<M extends Method, Path extends PathWith<Paths, M>>(
    method: M,
    path: Path,
    { name, message }: Error,
    which: WhichOf<Paths, M, Path> & AnswerOptions = {},
  ): void {
    const status = STATUS[name] ?? 500;
    const response = { statusCode: status };
    const body = { error: { name, message }, response };
    this.#contract.checkRefusal(method, path, body);
    this.#set({ ...which, method, path, response: { status, body } });
  }

  /** Has the connection break when such a request has come. */
  lose<M extends Method, Path extends PathWith<Paths, M>>(
    method: M,
    path: Path,
    which: WhichOf<Paths, M, Path> & AnswerOptions = {},
  ): void {
    this.#set({ ...which, method, path });
  }

  /** What was asked of an operation, in order. */
  askedFor<M extends Method>(
    method: M,
    path: PathWith<Paths, M>,
  ): AskedRequest[] {
    return this.asked.filter(one => one.method === method && one.path === path);
  }

  #set(answer: Answer): void {
    this.#answers.unshift(answer);
  }

  async #serve(url: string, init: RequestInit): Promise<Response> {
    init.signal?.throwIfAborted();
    const asked = this.#read(url, init);
    if (asked instanceof Response) return asked;
    this.asked.push(asked);
    const answer = this.#answers.find(one => isFor(one, asked));
    if (!answer) return fault(501, `no answer is set to ${tell(asked)}`);
    if (answer.once)
      this.#answers = this.#answers.filter(one => one !== answer);
    await answer.after;
    answer.changes?.();
    if (!answer.response) throw new TypeError('Failed to fetch');
    const { status, body } = answer.response;
    return body === undefined
      ? new Response(null, { status })
      : Response.json(body, { status });
  }

  #read(url: string, { method = 'GET', headers, body }: RequestInit) {
    try {
      return this.#contract.read({
        method: method.toLowerCase(),
        url: new URL(`http://stub${url.slice(BASE.length)}`),
        headers: new Headers(headers),
        body: body ? JSON.parse(String(body)) : undefined,
      });
    } catch (error) {
      return fault(400, `${method} ${url}: ${(error as Error).message}`);
    }
  }
}

function isFor(answer: Answer, asked: AskedRequest): boolean {
  return (
    answer.method === asked.method &&
    answer.path === asked.path &&
    isPartOf(answer.params, asked.params) &&
    isPartOf(answer.query, asked.query)
  );
}

function isPartOf(part: object = {}, whole: Record<string, unknown>): boolean {
  return Object.entries(part).every(
    ([name, value]) => JSON.stringify(value) === JSON.stringify(whole[name]),
  );
}

function tell({ method, path, params, query }: AskedRequest): string {
  return `${method} ${path} ${JSON.stringify({ params, query })}`;
}

/** A fault of the test or of the page, which the test must not miss. */
function fault(status: number, message: string): Response {
  // eslint-disable-next-line no-console
  console.error(message);
  const error = { name: 'Error', message };
  return Response.json({ error, response: { statusCode: status } }, { status });
}
