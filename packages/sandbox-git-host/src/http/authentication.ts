import { type Account, handle } from '@towpath/sandbox-kit';
import type { RequestHandler, Response } from 'express';
import { forbidden, RequestError } from '../errors.ts';
import type { Host } from '../host.ts';
import { allows, type Demand } from '../model/scopes.ts';
import type { TokenRecord } from '../types.ts';

/** Sent with a 401 so that git and browsers ask for a name and password. */
export const CHALLENGE =
  'Basic realm="Towpath sandbox Git host", charset="UTF-8"';

/** How many wrong passwords for a name are looked at, within which time. */
export const GUESSES = { guesses: 10, withinMs: 5 * 60_000 };

/** For who was refused, whether the name, the password or the number of guesses was the reason. */
export const WRONG = `the name, password or token is wrong; after ${
  GUESSES.guesses
} wrong passwords within ${GUESSES.withinMs / 60_000} minutes none is taken`;

/** Who sends a request, and by which proof. */
interface Sender {
  account: Account;
  /** Absent for who proved it by a password. */
  token?: TokenRecord;
}

/** Finds out who sends a request by its Authorization header. Wrong credentials end in 401. */
export function authenticate(host: Host): RequestHandler {
  return handle(async (request, response, next) => {
    const sender = await senderOf(host, request.headers.authorization);
    response.locals.account = sender?.account;
    response.locals.token = sender?.token;
    next();
  });
}

/**
 * A token may do what its scopes say of what its owner may.
 * @throws RequestError 403
 */
export function requireScope(response: Response, demand: Demand): void {
  const { token } = response.locals as { token?: TokenRecord };
  if (!token || allows(token.scopes, demand)) return;
  const wanted = `${demand.isWrite ? 'write' : 'read'}:${demand.area}`;
  throw forbidden(
    `token does not have at least one of required scope(s): [${wanted}]`,
  );
}

/**
 * Who sends a request, from its Authorization header: `Basic`, `token` or `Bearer`. A token works as the password of its
 * owner, and of nobody else.
 * @returns undefined without a header
 * @throws RequestError 401 for wrong credentials
 */
async function senderOf(
  host: Host,
  header: string | undefined,
): Promise<Sender | undefined> {
  if (!header) return undefined;
  const [, scheme = '', value] = /^(\S+) +(.+)$/.exec(header) ?? [];
  const sender = /^(token|bearer)$/i.test(scheme)
    ? await byToken(host, value)
    : await byPassword(host, scheme, value);
  if (!sender) throw new RequestError(401, WRONG);
  return sender;
}

async function byToken(host: Host, value: string): Promise<Sender | undefined> {
  const sender = await ownerOf(host, value);
  if (sender) return sender;
  const account = host.accounts.ownerOf(value);
  return account && { account };
}

async function byPassword(
  host: Host,
  scheme: string,
  value: string,
): Promise<Sender | undefined> {
  if (scheme.toLowerCase() !== 'basic') return undefined;
  const decoded = Buffer.from(value, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (colon < 0) return undefined;
  const [name, password] = [decoded.slice(0, colon), decoded.slice(colon + 1)];
  const sender = await ownerOf(host, password);
  if (sender && sender.account.name === host.accounts.find(name)?.name)
    return sender;
  const account = host.accounts.check(name, password);
  return account && { account };
}

/** The account whose token this is, while it may sign in and is still the one that made it. */
async function ownerOf(
  { accounts, tokens }: Host,
  value: string,
): Promise<Sender | undefined> {
  const token = tokens.find(value);
  const account = token && accounts.find(token.owner);
  if (!token || !account || account.id !== token.ownerId) return undefined;
  await tokens.markUsed(token);
  return { account, token };
}
