import type { Account, Accounts } from '@towpath/sandbox-kit';
import type { RequestHandler } from 'express';
import { RequestError } from '../errors.ts';
import type { Host } from '../host.ts';

/** Sent with a 401 so that git and browsers ask for a name and password. */
export const CHALLENGE =
  'Basic realm="Towpath sandbox Git host", charset="UTF-8"';

/** How many wrong passwords for a name are looked at, within which time. */
export const GUESSES = { guesses: 10, withinMs: 5 * 60_000 };

/** For who was refused, whether the name, the password or the number of guesses was the reason. */
export const WRONG = `the name, password or token is wrong; after ${
  GUESSES.guesses
} wrong passwords within ${GUESSES.withinMs / 60_000} minutes none is taken`;

/** Finds out who sends a request by its Authorization header. Wrong credentials end in 401. */
export function authenticate({ accounts }: Host): RequestHandler {
  return (request, response, next) => {
    try {
      response.locals.account = senderOf(
        accounts,
        request.headers.authorization,
      );
      next();
    } catch (error) {
      next(error);
    }
  };
}

/**
 * Who sends a request, from its Authorization header: `Basic`, `token` or `Bearer`.
 * @returns undefined without a header
 * @throws RequestError 401 for wrong credentials
 */
function senderOf(
  accounts: Accounts,
  header: string | undefined,
): Account | undefined {
  if (!header) return undefined;
  const [, scheme = '', value] = /^(\S+) +(.+)$/.exec(header) ?? [];
  const account = /^(token|bearer)$/i.test(scheme)
    ? accounts.ownerOf(value)
    : byPassword(accounts, scheme, value);
  if (!account) throw new RequestError(401, WRONG);
  return account;
}

function byPassword(
  accounts: Accounts,
  scheme: string,
  value: string,
): Account | undefined {
  if (scheme.toLowerCase() !== 'basic') return undefined;
  const decoded = Buffer.from(value, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  return colon < 0
    ? undefined
    : accounts.check(decoded.slice(0, colon), decoded.slice(colon + 1));
}
