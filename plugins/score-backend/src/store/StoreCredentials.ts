import { createHash, timingSafeEqual } from 'node:crypto';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';

/** Long enough that nobody finds one by trying. */
const SHORTEST_TOKEN = 32;

/** Lets the operator of one environment read that environment's secrets. */
export interface StoreCredential {
  environment: string;
  token: string;
}

/** Whose a credential is. Each belongs to one environment. */
export class StoreCredentials {
  readonly #known: { environment: string; hash: Buffer }[];

  /** @throws Error that names the credential that cannot be used */
  constructor(credentials: StoreCredential[]) {
    this.#known = credentials.map(({ environment, token }) => {
      if (token.length < SHORTEST_TOKEN) {
        throw new Error(
          `score.store.credentials: the token of ${environment} has ${token.length} characters: it takes ${SHORTEST_TOKEN} and more, such as "openssl rand -hex 32" gives`,
        );
      }
      return { environment, hash: hashOf(token) };
    });
    this.#refuseShared();
  }

  static fromConfig(config: RootConfigService): StoreCredentials {
    const listed = config.getOptionalConfigArray('score.store.credentials');
    return new StoreCredentials(
      (listed ?? []).map(one => ({
        environment: one.getString('environment'),
        token: one.getString('token'),
      })),
    );
  }

  /**
   * The environment that the value of an `Authorization` header is for: `Bearer` with the token, or `Basic` with any name
   * and the token as password.
   *
   * @throws AuthenticationError when it is for none
   */
  environmentOf(authorization: string | undefined): string {
    const hash = hashOf(tokenIn(authorization ?? '') ?? '');
    // All of them are compared, so that the time tells nothing.
    const [found] = this.#known.filter(one => timingSafeEqual(one.hash, hash));
    if (found) return found.environment;
    throw new AuthenticationError(
      'Send the token of the environment, as score.store.credentials of the portal has it, as "Authorization: Bearer …"',
    );
  }

  #refuseShared(): void {
    for (const [at, { environment, hash }] of this.#known.entries()) {
      const other = this.#known
        .slice(0, at)
        .find(one => one.environment !== environment && one.hash.equals(hash));
      if (!other) continue;
      throw new Error(
        `score.store.credentials: ${other.environment} and ${environment} have one token: give each a token of its own`,
      );
    }
  }
}

/** All of one length, whatever was sent. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function tokenIn(authorization: string): string | undefined {
  const [, scheme, value] = /^(\S+) +(\S+)$/.exec(authorization) ?? [];
  switch (scheme?.toLowerCase()) {
    case 'bearer':
      return value;
    case 'basic': {
      const pair = Buffer.from(value, 'base64').toString();
      const colon = pair.indexOf(':');
      return colon < 0 ? undefined : pair.slice(colon + 1);
    }
    default:
      return undefined;
  }
}
