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

const decode = (text: string) => Buffer.from(text, 'base64url').toString();

/** Browser sessions: a signed cookie that holds the account name, its id and the time it ends. */
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
    const id = Buffer.from(account.id ?? '').toString('base64url');
    const end = this.#host.clock().getTime() + LIFETIME;
    const claim = `${name}.${id}.${end}`;
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
    const [name, id, expires, signature] = value.split('.');
    const claim = `${name}.${id}.${expires}`;
    if (!signature || !sameSecret(signature, this.#sign(claim)))
      return undefined;
    if (Number(expires) < this.#host.clock().getTime()) return undefined;
    const account = this.#host.accounts.find(decode(name));
    // Another one of the same name, who came after, is not signed in.
    return decode(id) === (account?.id ?? '') ? account : undefined;
  }

  #sign(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('hex');
  }
}
