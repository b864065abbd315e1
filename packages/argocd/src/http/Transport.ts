import { createDeferred } from '@backstage/types';
import { request, type Agent, type Dispatcher } from 'undici';
import type { Clock } from '@towpath/clock';
import type { InstanceSettings } from '../config/InstanceSettings';
import { ArgoCdError } from './ArgoCdError';
import { describeConnectionProblem } from './describeConnectionProblem';
import { readAnswer, readRefusal, streamError } from './readAnswer';
import { Session } from './Session';
import { createAgent } from './trust';

const RETRY_DELAYS_MS = [250, 1_000];
const WORTH_REPEATING = new Set([502, 503, 504]);

export type QueryValue = string | number | boolean | undefined | string[];

export interface Call {
  /** What is tried, in words: it becomes part of every error. */
  operation: string;
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Begins with `/api/`. */
  path: string;
  query?: Record<string, QueryValue>;
  body?: unknown;
  /** Whether repeating it after an unknown outcome does no harm. GET always is. */
  repeatable?: boolean;
  /** Instead of the instance's own, for calls that block at the server. Milliseconds. */
  timeoutMs?: number;
  signal?: AbortSignal;
  /** Sends no token: for what anybody may ask. */
  anonymous?: boolean;
}

/** Sends requests to one instance: authentication, deadlines, repeating what is safe to repeat. */
export class Transport {
  readonly #settings: InstanceSettings;
  readonly #clock: Clock;
  readonly #session: Session;
  #agent?: Agent;

  constructor(settings: InstanceSettings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
    this.#session = new Session(
      settings,
      (username, password) => this.#logIn(username, password),
      clock,
    );
  }

  /**
   * The JSON that the server answers.
   *
   * @throws ArgoCdError, or the signal's reason when it aborts.
   */
  async call<T>(call: Call): Promise<T> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.#attempt<T>(call);
      } catch (error) {
        const pause = RETRY_DELAYS_MS[attempt];
        if (pause === undefined || !isWorthRepeating(error, call)) throw error;
        await this.#clock.sleep(pause, call.signal);
      }
    }
  }

  /**
   * The body of an answer as it comes, without a deadline: end it with the signal.
   *
   * @throws ArgoCdError when the server refuses.
   */
  async open(
    call: Call & { signal: AbortSignal },
  ): Promise<AsyncIterable<Uint8Array>> {
    const response = await this.#authenticated(call, call.signal);
    if (response.statusCode >= 300) {
      throw this.#explain(await readRefusal(response, this.#asked(call)));
    }
    return response.body;
  }

  /** The error that a server has put into a stream that it began well. */
  explainError(call: Call, error: unknown): ArgoCdError {
    return this.#explain(streamError(error, this.#asked(call)));
  }

  /** Forgets the session of a login. True when there can be a new one. */
  async dropSession(): Promise<boolean> {
    return this.#session.drop(await this.#session.getToken());
  }

  /** Closes the connections. Nothing can be sent afterwards that is not sent anew. */
  async close(): Promise<void> {
    const agent = this.#agent;
    this.#agent = undefined;
    await agent?.destroy();
  }

  async #attempt<T>(call: Call): Promise<T> {
    const timeoutMs = call.timeoutMs ?? this.#settings.timeoutMs;
    const deadline = AbortSignal.timeout(timeoutMs);
    const signal = call.signal
      ? AbortSignal.any([call.signal, deadline])
      : deadline;
    try {
      const response = await this.#authenticated(call, signal);
      return await readAnswer<T>(response, this.#asked(call));
    } catch (error) {
      call.signal?.throwIfAborted();
      if (deadline.aborted) throw this.#outOfTime(call, timeoutMs, error);
      throw this.#explain(this.#asArgoCdError(error, call));
    }
  }

  async #authenticated(call: Call, signal: AbortSignal) {
    if (call.anonymous) return this.#send(call, signal);
    const token = await orAborted(this.#session.getToken(), signal);
    const response = await this.#send(call, signal, token);
    if (response.statusCode !== 401 || !this.#session.drop(token)) {
      return response;
    }
    await response.body.dump();
    const renewed = await orAborted(this.#session.getToken(), signal);
    return this.#send(call, signal, renewed);
  }

  async #send(
    call: Call,
    signal: AbortSignal,
    token?: string,
  ): Promise<Dispatcher.ResponseData> {
    try {
      this.#agent ??= createAgent(this.#settings);
      return await request(this.#urlOf(call), {
        dispatcher: this.#agent,
        method: call.method ?? 'GET',
        signal,
        headers: {
          accept: 'application/json',
          'user-agent': 'towpath',
          ...(token && { authorization: `Bearer ${token}` }),
          // Argo CD answers 415 to every method but GET without it, body or not.
          ...(call.method &&
            call.method !== 'GET' && { 'content-type': 'application/json' }),
        },
        body: call.body === undefined ? undefined : JSON.stringify(call.body),
      });
    } catch (error) {
      if (signal.aborted) throw error;
      throw this.#asArgoCdError(error, call);
    }
  }

  async #logIn(username: string, password: string): Promise<string> {
    const { token } = await this.call<{ token?: string }>({
      operation: `log in as "${username}"`,
      method: 'POST',
      path: '/api/v1/session',
      body: { username, password },
      anonymous: true,
    });
    if (token) return token;
    throw new ArgoCdError({
      instance: this.#settings.name,
      operation: `log in as "${username}"`,
      problem: 'not-argocd',
      reason: `${this.#settings.url} answered without a token. Check url`,
    });
  }

  #urlOf({ path, query = {} }: Call): string {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value === undefined) continue;
      for (const item of [value].flat()) parameters.append(name, String(item));
    }
    const search = parameters.toString();
    return `${this.#settings.url}${path}${search && `?${search}`}`;
  }

  #asked(call: Call) {
    const { name: instance, url } = this.#settings;
    return { instance, operation: call.operation, url };
  }

  #asArgoCdError(error: unknown, call: Call): ArgoCdError {
    if (error instanceof ArgoCdError) return error;
    return new ArgoCdError({
      instance: this.#settings.name,
      operation: call.operation,
      ...describeConnectionProblem(error, this.#settings.url),
      cause: error,
    });
  }

  /** Says which of the settings the server refuses, and what to put there. */
  #explain(error: ArgoCdError): ArgoCdError {
    if (error.problem !== 'credentials') return error;
    const { credentials } = this.#settings;
    const remedy =
      'token' in credentials
        ? 'The token is refused: it may have expired or been revoked. Make a new one and put it into token'
        : `The login of "${credentials.username}" is refused. Check username and password, and that the account has the capability login`;
    if (error.reason.includes(remedy)) return error;
    return new ArgoCdError({
      ...error,
      operation: error.operation,
      reason: `${error.reason}. ${remedy}`,
    });
  }

  #outOfTime(call: Call, timeoutMs: number, cause: unknown) {
    return new ArgoCdError({
      instance: this.#settings.name,
      operation: call.operation,
      problem: 'timeout',
      reason: `no answer within ${timeoutMs / 1000} s. Check that ${
        this.#settings.url
      } is the right address and that the server is well, or raise timeout`,
      cause,
    });
  }
}

function isWorthRepeating(error: unknown, call: Call): boolean {
  if (!ArgoCdError.is(error)) return false;
  if (error.problem === 'configuration' || error.problem === 'certificate')
    return false;
  if (error.neverSent) return true;
  const safe = call.repeatable || (call.method ?? 'GET') === 'GET';
  const passing =
    error.problem === 'unreachable' ||
    WORTH_REPEATING.has(error.httpStatus ?? 0);
  return safe && passing;
}

/** A login is shared by many calls, so one that is cancelled leaves it running and stops waiting. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = createDeferred<never>();
  const abort = () => aborted.reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
