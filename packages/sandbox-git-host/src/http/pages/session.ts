import { createHmac, randomBytes } from 'node:crypto';
import {
  type Account,
  readJson,
  sameSecret,
  writeJson,
} from '@towpath/sandbox-kit';
import { parse } from 'cookie';
import type { RequestHandler, Response } from 'express';
import type { Host } from '../../host.ts';

const COOKIE = 'towpath-git-host';
const LIFETIME = 12 * 3_600_000;

/** Browser sessions: a signed cookie that holds the account name and the time it ends. */
export class Sessions {
  readonly #host: Host;
  readonly #key: string;

  private constructor(host: Host, key: string) {
    this.#host = host;
    this.#key = key;
  }

  /** Reads the signing key, or makes one, so that sessions outlive a restart. */
  static async open(host: Host): Promise<Sessions> {
    const stored = await readJson<string | undefined>(
      host.folders.sessionKey,
      undefined,
    );
    const key = stored ?? randomBytes(32).toString('hex');
    if (!stored) await writeJson(host.folders.sessionKey, key);
    return new Sessions(host, key);
  }

  /** Puts the signed-in account and the form token into `response.locals`. */
  middleware(): RequestHandler {
    return (request, response, next) => {
      const value = parse(request.headers.cookie ?? '')[COOKIE] ?? '';
      response.locals.account = this.#read(value);
      response.locals.formToken = this.#sign(`form:${value}`);
      next();
    };
  }

  start(response: Response, account: Account): void {
    const name = Buffer.from(account.name).toString('base64url');
    const claim = `${name}.${this.#host.clock().getTime() + LIFETIME}`;
    response.cookie(COOKIE, `${claim}.${this.#sign(claim)}`, {
      httpOnly: true,
      sameSite: 'lax',
      maxAge: LIFETIME,
    });
  }

  end(response: Response): void {
    response.clearCookie(COOKIE);
  }

  #read(value: string): Account | undefined {
    const [name, expires, signature] = value.split('.');
    if (!signature || !sameSecret(signature, this.#sign(`${name}.${expires}`)))
      return undefined;
    if (Number(expires) < this.#host.clock().getTime()) return undefined;
    return this.#host.accounts.find(Buffer.from(name, 'base64url').toString());
  }

  #sign(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('hex');
  }
}
