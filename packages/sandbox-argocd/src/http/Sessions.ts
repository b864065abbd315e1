import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  type Account,
  type Accounts,
  replaceFile,
  sameSecret,
} from '@towpath/sandbox-kit';
import { jwtVerify, SignJWT } from 'jose';
import { unauthenticated } from '../errors.ts';

const ISSUER = 'argocd';
const LIFETIME_S = 24 * 3600;

export interface SessionOptions {
  /** Where the signing key is kept, so that sessions outlive a restart. */
  keyFile: string;
  accounts: Accounts;
  token: { value: string; account: string };
  clock: () => Date;
}

/** Proves who sends a request: a password for a token, a token for an account name. */
export class Sessions {
  readonly #options: SessionOptions;
  readonly #key: Uint8Array;
  readonly #ended = new Set<string>();

  private constructor(options: SessionOptions, key: Uint8Array) {
    this.#options = options;
    this.#key = key;
  }

  static async open(options: SessionOptions): Promise<Sessions> {
    const stored = await readFile(options.keyFile, 'utf8').catch(error => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    const key = stored || randomBytes(32).toString('hex');
    if (!stored) await replaceFile(options.keyFile, key);
    return new Sessions(options, Buffer.from(key, 'hex'));
  }

  /** The account when the password is right. @throws GrpcError 16 */
  check(name: string, password: string): Account {
    const account = this.#options.accounts.check(name, password);
    if (!account) throw unauthenticated('Invalid username or password');
    return account;
  }

  /** A token that stands for the account for a day. */
  issue(account: Account): Promise<string> {
    const now = Math.floor(this.#options.clock().getTime() / 1000);
    return new SignJWT({ account: account.id })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(ISSUER)
      .setSubject(`${account.name}:login`)
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setNotBefore(now)
      .setExpirationTime(now + LIFETIME_S)
      .sign(this.#key);
  }

  /** The account name behind a token. @throws GrpcError 16 */
  async verify(token: string): Promise<string> {
    const { token: service, accounts, clock } = this.#options;
    if (service.value && sameSecret(token, service.value))
      return service.account;
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        issuer: ISSUER,
        currentDate: clock(),
      });
      const name = `${payload.sub}`.replace(/:login$/, '');
      const isEnded = this.#ended.has(`${payload.jti}`);
      const account = accounts.find(name);
      // Another one of the same name, who came after, is not signed in.
      const isTheirs = account && account.id === payload.account;
      if (!isEnded && isTheirs) return name;
    } catch {
      // Whatever is wrong with it, the answer is the same.
    }
    throw unauthenticated('invalid session: token is unknown or has ended');
  }

  /** Ends a token before its time, until the next restart. */
  async end(token: string): Promise<void> {
    const options = { currentDate: this.#options.clock() };
    const verified = await jwtVerify(token, this.#key, options).catch(() => {});
    if (verified?.payload.jti) this.#ended.add(verified.payload.jti);
  }
}
