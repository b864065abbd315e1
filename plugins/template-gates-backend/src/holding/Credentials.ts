import type {
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import type { ActingToken, HoldStore } from './HoldStore';

/** Acts as who asked, as long as their sign-in lasts. */
export class Credentials {
  readonly #auth: AuthService;
  readonly #store: HoldStore;

  constructor(options: { auth: AuthService; store: HoldStore }) {
    this.#auth = options.auth;
    this.#store = options.store;
  }

  /** What can be kept of a sign-in: less than the token itself may do. */
  async toKeep(credentials: BackstageCredentials): Promise<ActingToken> {
    return this.#auth.getLimitedUserToken(
      credentials as BackstageCredentials<BackstageUserPrincipal>,
    );
  }

  /** Undefined when the sign-in has ended. @throws what is wrong when that cannot be known now */
  async of(holdId: string): Promise<BackstageCredentials | undefined> {
    const token = await this.#store.token(holdId);
    if (token === undefined) return undefined;
    try {
      return await this.#auth.authenticate(token, { allowLimitedAccess: true });
    } catch (error) {
      if ((error as Error).name === 'AuthenticationError') return undefined;
      throw error;
    }
  }
}
