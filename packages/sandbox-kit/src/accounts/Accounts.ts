import { sameSecret } from '../sameSecret.ts';
import type { Account, AccountList } from './Account.ts';
import { type GuessLimit, WrongGuesses } from './WrongGuesses.ts';

/** Who may sign in, and the ways to prove who one is. */
export class Accounts {
  readonly #read: () => Account[];
  readonly #wrong: WrongGuesses;

  constructor(
    accounts: AccountList,
    { clock, limit }: { clock: () => Date; limit: GuessLimit },
  ) {
    this.#wrong = new WrongGuesses(limit, clock);
    this.#read = typeof accounts === 'function' ? accounts : () => accounts;
  }

  /** Those that may sign in now. */
  list(): Account[] {
    return this.#read();
  }

  find(name: string): Account | undefined {
    const wanted = name.toLowerCase();
    return this.list().find(account => account.name.toLowerCase() === wanted);
  }

  findByEmail(email: string): Account | undefined {
    return this.list().find(account => account.email === email);
  }

  /** The account when the password is right and was not guessed at too often, else undefined. */
  check(name: string, password: string): Account | undefined {
    const account = this.find(name);
    const known = name.toLowerCase();
    // For an unknown name the same is done as for a known one, or the time it takes would tell.
    const isRight = sameSecret(account?.password ?? '', password);
    if (!account?.isProgram && this.#wrong.isExhausted(known)) return undefined;
    if (account && isRight) {
      this.#wrong.forget(known);
      return account;
    }
    this.#wrong.add(known);
    return undefined;
  }

  /** The account that the token alone belongs to: what several share says nothing about who it is. */
  ownerOf(token: string): Account | undefined {
    const owners = this.list().filter(({ password }) =>
      sameSecret(password, token),
    );
    return owners.length === 1 ? owners[0] : undefined;
  }
}
