import { type Account, JsonDocument, type Log } from '@towpath/sandbox-kit';
import type { Passwords } from '../password/Passwords.ts';
import type { Organisation, SamplePerson } from '../sign-in/index.ts';
import {
  follow,
  forgotten,
  idOf,
  NOBODY,
  type Register,
  registerFile,
} from './register.ts';

/** Takes everything from an account that ended. */
type Forget = (name: string) => Promise<void>;

/** Somebody as an account, with an id that no later one of the name has. */
type PersonAccount = Account & SamplePerson & { id: string };

export interface PeopleAccountsOptions {
  /** Keeps who was there, so that who leaves while nothing runs is noticed too. */
  dataDir: string;
  /** The same object for as long as nothing changes. */
  organisation: () => Organisation;
  passwords: Passwords;
  log: Log;
}

/**
 * People of the organisation as accounts of the Git host and Argo CD: who is in its files now. Who is in them no more can
 * do nothing from then on, and is forgotten, so that a later one of the name has nothing of theirs. That one is let in once
 * the former is forgotten.
 */
export class PeopleAccounts {
  readonly #options: PeopleAccountsOptions;
  readonly #kept: JsonDocument<Register>;
  /** What is kept, or about to be. */
  #register = NOBODY;
  #people: SamplePerson[] = [];
  #accounts: PersonAccount[] = [];
  #forget: Forget | undefined;
  /** Whether all that was noticed is kept, and who left is forgotten. */
  #isSettled = true;
  #isSettling = false;

  private constructor(options: PeopleAccountsOptions) {
    this.#options = options;
    this.#kept = new JsonDocument(registerFile(options.dataDir), NOBODY);
  }

  /** Who is there has an id that is kept before anybody asks for it. */
  static async open(options: PeopleAccountsOptions): Promise<PeopleAccounts> {
    const people = new PeopleAccounts(options);
    await people.#kept.load();
    people.#register = people.#kept.value;
    people.#notice();
    await people.settled();
    return people;
  }

  /** Give it as `accounts`. */
  readonly list = (): PersonAccount[] => {
    this.#notice();
    // Also what failed before is done with the next question.
    if (!this.#isSettled && !this.#isSettling) this.#settleMeanwhile();
    return this.#accounts;
  };

  /** What tells a person of the files from an earlier one of the name. */
  readonly idOf = (name: string): string => {
    this.list();
    return idOf(this.#register, name);
  };

  /** Forgets who left since it last ran, and from now on who leaves. */
  async begin(forget: Forget): Promise<void> {
    this.#forget = forget;
    await this.settled();
  }

  /** Resolves when who left is forgotten, and who came is kept. */
  async settled(): Promise<void> {
    this.#isSettled = true;
    try {
      await this.#keep();
      for (const name of this.#kept.value.leaving) await this.#forgetOne(name);
    } catch (error) {
      this.#isSettled = false;
      throw error;
    }
  }

  #settleMeanwhile(): void {
    this.#isSettling = true;
    this.settled()
      .catch(error => this.#options.log.error(`Accounts: ${error.message}`))
      .finally(() => {
        this.#isSettling = false;
      });
  }

  // Before anybody is forgotten: a kill or a failure in between does not bring the former one back.
  async #keep(): Promise<void> {
    await this.#kept.change(draft => {
      Object.assign(draft, this.#register);
    });
  }

  // Whoever is forgotten twice after a kill has nothing the second time.
  async #forgetOne(name: string): Promise<void> {
    const forget = this.#forget;
    if (!forget) return;
    await this.#kept.change(async draft => {
      if (!draft.leaving.includes(name)) return;
      await forget(name);
      Object.assign(draft, forgotten(draft, name));
      this.#register = forgotten(this.#register, name);
      this.#admit();
      this.#options.log.info(`${name} left the organisation's files`);
    });
  }

  #notice(): void {
    const { people } = this.#options.organisation();
    if (people === this.#people) return;
    this.#people = people;
    const names = people.map(({ name }) => name);
    this.#register = follow(this.#register, names);
    this.#isSettled = false;
    this.#admit();
  }

  #admit(): void {
    const { passwords } = this.#options;
    this.#accounts = this.#people
      .filter(({ name }) => !this.#register.leaving.includes(name))
      .map(person => {
        const id = idOf(this.#register, person.name);
        return { ...person, id, password: passwords.of(id) };
      });
  }
}
