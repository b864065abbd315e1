import {
  type Account,
  KeyedLock,
  type Log,
  readJson,
  writeJson,
} from '@towpath/sandbox-kit';
import type { Passwords } from '../password/Passwords.ts';
import type { Organisation, SamplePerson } from '../sign-in/index.ts';

/** Takes everything from an account that ended. */
type Forget = (name: string) => Promise<void>;

export interface PeopleAccountsOptions {
  /** Keeps who was there, so that who leaves while nothing runs is noticed too. */
  file: string;
  /** The same object for as long as nothing changes. */
  organisation: () => Organisation;
  passwords: Passwords;
  log: Log;
}

/**
 * People of the organisation as accounts of the Git host and Argo CD: who is in its files now. Who is in them no more can
 * do nothing from then on, and is forgotten, so that a later one of the name has nothing of theirs.
 */
export class PeopleAccounts {
  readonly #options: PeopleAccountsOptions;
  readonly #lock = new KeyedLock();
  #people: SamplePerson[] = [];
  #accounts: (Account & SamplePerson)[] = [];
  #forget: Forget | undefined;

  constructor(options: PeopleAccountsOptions) {
    this.#options = options;
  }

  /** Give it as `accounts`. */
  readonly list = (): (Account & SamplePerson)[] => {
    const { organisation, passwords, log } = this.#options;
    const { people } = organisation();
    if (people === this.#people) return this.#accounts;
    this.#people = people;
    this.#accounts = people.map(person => ({
      ...person,
      password: passwords.of(person.name),
    }));
    this.#look().catch(error => log.error(`Accounts: ${error.message}`));
    return this.#accounts;
  };

  /** Forgets who left since it last ran, and from now on who leaves. */
  async begin(forget: Forget): Promise<void> {
    this.#forget = forget;
    this.list();
    await this.#look();
  }

  /** Resolves when who left is forgotten. */
  async settled(): Promise<void> {
    await this.#lock.run('', async () => {});
  }

  #look(): Promise<void> {
    return this.#lock.run('', async () => {
      if (!this.#forget) return;
      const { file, log } = this.#options;
      const now = this.#accounts.map(({ name }) => name);
      const before = await readJson<string[]>(file, []);
      for (const name of before.filter(one => !now.includes(one))) {
        await this.#forget(name);
        log.info(`${name} is in no file of the organisation any more`);
      }
      // After they are forgotten: a kill in between forgets them once more.
      await writeJson(file, now);
    });
  }
}
