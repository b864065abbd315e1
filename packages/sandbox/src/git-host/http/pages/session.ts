import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { parse } from 'cookie';
import type { Request, RequestHandler, Response } from 'express';
import { forbidden } from '../../errors.ts';
import type { Host } from '../../host.ts';
import { readJson, writeJson } from '../../store/atomicFile.ts';
import type { Account } from '../../types.ts';

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
    if (!signature || !same(signature, this.#sign(`${name}.${expires}`)))
      return undefined;
    if (Number(expires) < this.#host.clock().getTime()) return undefined;
    return this.#host.accounts.find(Buffer.from(name, 'base64url').toString());
  }

  #sign(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('hex');
  }
}

/**
 * Refuses forms that another site sent. Cookies are shared by all ports of localhost, so the
 * cookie alone proves nothing: origin and token must fit.
 * @throws RequestError 403
 */
export function checkForm(
  host: Host,
  request: Request,
  response: Response,
): void {
  const origin = request.headers.origin;
  if (origin !== undefined && origin !== new URL(host.urls.base).origin) {
    throw forbidden(
      `this form came from ${origin}: open ${host.urls.base} and try there`,
    );
  }
  if (
    !same(String(request.body?.token ?? ''), String(response.locals.formToken))
  ) {
    throw forbidden(
      'this form is out of date: go back, reload the page and send it again',
    );
  }
}

function same(a: string, b: string): boolean {
  return (
    a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
  );
}
