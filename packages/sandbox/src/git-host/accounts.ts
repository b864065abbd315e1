import { createHash, timingSafeEqual } from 'node:crypto';
import { forbidden, RequestError } from './errors.ts';
import type { Person } from './git/log.ts';
import type { Repository } from './store/RepositoryStore.ts';
import type { Account } from './types.ts';
import { type GuessLimit, WrongGuesses } from './WrongGuesses.ts';

/** Sent with a 401 so that git and browsers ask for a name and password. */
export const CHALLENGE =
  'Basic realm="Towpath sandbox Git host", charset="UTF-8"';

const LIMIT: GuessLimit = { guesses: 10, withinMs: 5 * 60_000 };

/** For who was refused, whether the name, the password or the number of guesses was the reason. */
export const WRONG = `the name, password or token is wrong; after ${
  LIMIT.guesses
} wrong passwords within ${LIMIT.withinMs / 60_000} minutes none is taken`;

/** The accounts of the Git host and the ways to prove who one is. */
export class Accounts {
  readonly #byName: Map<string, Account>;
  readonly #wrong: WrongGuesses;

  constructor(
    accounts: Account[],
    options: { clock?: () => Date; limit?: GuessLimit } = {},
  ) {
    const { clock = () => new Date(), limit = LIMIT } = options;
    this.#wrong = new WrongGuesses(limit, clock);
    this.#byName = new Map(
      accounts.map(account => [account.name.toLowerCase(), account]),
    );
  }

  find(name: string): Account | undefined {
    return this.#byName.get(name.toLowerCase());
  }

  findByEmail(email: string): Account | undefined {
    return [...this.#byName.values()].find(account => account.email === email);
  }

  /** The account when the password is right and was not guessed at too often, else undefined. */
  check(name: string, password: string): Account | undefined {
    const account = this.find(name);
    const known = name.toLowerCase();
    // For an unknown name the same is done as for a known one, or the time it takes would tell.
    const isRight = same(account?.password ?? '', password);
    if (!account?.isProgram && this.#wrong.isExhausted(known)) return undefined;
    if (account && isRight) {
      this.#wrong.forget(known);
      return account;
    }
    this.#wrong.add(known);
    return undefined;
  }

  /**
   * Who sends a request, from its Authorization header: `Basic`, `token` or `Bearer`.
   * @returns undefined without a header
   * @throws RequestError 401 for wrong credentials
   */
  authenticate(header: string | undefined): Account | undefined {
    if (!header) return undefined;
    const [, scheme, value] = /^(\S+) +(.+)$/.exec(header) ?? [];
    const account =
      scheme?.toLowerCase() === 'basic'
        ? this.#basic(value)
        : this.#token(scheme, value);
    if (!account) throw new RequestError(401, WRONG);
    return account;
  }

  #basic(value: string): Account | undefined {
    const decoded = Buffer.from(value, 'base64').toString('utf8');
    const colon = decoded.indexOf(':');
    return colon < 0
      ? undefined
      : this.check(decoded.slice(0, colon), decoded.slice(colon + 1));
  }

  // A password that several accounts share says nothing about who it is.
  #token(scheme: string | undefined, value: string): Account | undefined {
    if (!/^(token|bearer)$/i.test(scheme ?? '')) return undefined;
    const owners = [...this.#byName.values()].filter(({ password }) =>
      same(password, value),
    );
    return owners.length === 1 ? owners[0] : undefined;
  }
}

/** The account as author or committer. */
export function personOf(account: Account, at: Date): Person {
  return {
    name: account.displayName,
    email: account.email,
    date: at.toISOString(),
  };
}

/** True when the account may write to the repository. */
export function mayWrite(
  account: Account | undefined,
  repository: Repository,
): boolean {
  return (
    account !== undefined &&
    !repository.archived &&
    repository.collaborators[account.name] !== 'read'
  );
}

/** Settings stay open on an archived repository, or nobody could bring it back. @throws RequestError 403 */
export function requireSettings(
  account: Account,
  repository: Repository,
): void {
  requireWrite(account, { ...repository, archived: false });
}

/** @throws RequestError 403 with the reason */
export function requireWrite(account: Account, repository: Repository): void {
  if (repository.archived) {
    throw forbidden(
      `${repository.name} is archived and read-only: set archived to false first`,
    );
  }
  if (!mayWrite(account, repository)) {
    throw forbidden(
      `${account.name} may only read ${repository.name}: ask for the collaborator permission "write"`,
    );
  }
}

function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
