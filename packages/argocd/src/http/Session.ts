import type { Clock } from '@towpath/clock';
import type { InstanceSettings } from '../config/InstanceSettings';
import { ArgoCdError } from './ArgoCdError';

// Argo CD locks an account after five failed logins within five minutes.
const PAUSE_AFTER_REFUSED_LOGIN_MS = 75_000;

type LogIn = (username: string, password: string) => Promise<string>;

/**
 * The token that requests to one instance carry: the configured one, or one from a login that is
 * renewed when the server no longer takes it.
 */
export class Session {
  readonly #settings: InstanceSettings;
  readonly #logIn: LogIn;
  readonly #clock: Clock;
  #token?: string;
  #pending?: Promise<string>;
  #refused?: { error: ArgoCdError; until: number };

  constructor(settings: InstanceSettings, logIn: LogIn, clock: Clock) {
    this.#settings = settings;
    this.#logIn = logIn;
    this.#clock = clock;
  }

  /** @throws ArgoCdError when the login is refused. */
  async getToken(): Promise<string> {
    const { credentials } = this.#settings;
    if ('token' in credentials) return credentials.token;
    return this.#token ?? this.#renew();
  }

  /**
   * Says that the server refused `token`. True when a new one can be had, so that the request is
   * worth repeating.
   */
  drop(token: string): boolean {
    if ('token' in this.#settings.credentials) return false;
    // Another request may have renewed it in the meantime.
    if (this.#token === token) this.#token = undefined;
    return true;
  }

  // One login however many requests wait for it.
  #renew(): Promise<string> {
    this.#pending ??= this.#logInOnce().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  async #logInOnce(): Promise<string> {
    if (this.#refused && this.#clock.now() < this.#refused.until) {
      throw this.#refused.error;
    }
    const { credentials } = this.#settings;
    if ('token' in credentials) return credentials.token;
    try {
      this.#token = await this.#logIn(
        credentials.username,
        credentials.password,
      );
      this.#refused = undefined;
      return this.#token;
    } catch (error) {
      if (ArgoCdError.is(error, 'credentials')) {
        const until = this.#clock.now() + PAUSE_AFTER_REFUSED_LOGIN_MS;
        this.#refused = { error, until };
      }
      throw error;
    }
  }
}
