import type {
  AuthService,
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { Person } from './Person';

/** Knows who asks. */
export class People {
  readonly #auth: AuthService;
  readonly #userInfo: UserInfoService;

  constructor(options: { auth: AuthService; userInfo: UserInfoService }) {
    this.#auth = options.auth;
    this.#userInfo = options.userInfo;
  }

  /** The person who asks; undefined for a service. */
  async find(credentials: BackstageCredentials): Promise<Person | undefined> {
    if (!this.#auth.isPrincipal(credentials, 'user')) return undefined;
    const info = await this.#userInfo.getUserInfo(credentials);
    return { ref: info.userEntityRef, groups: info.ownershipEntityRefs };
  }

  /** @throws NotAllowedError for a service: what changes something is done by a person. */
  async require(credentials: BackstageCredentials): Promise<Person> {
    const person = await this.find(credentials);
    if (person) return person;
    throw new NotAllowedError(
      'Only a person may do this, and a service asked. Sign in, or use the token of a person',
    );
  }
}
