import { randomUUID } from 'node:crypto';
import { type Account, JsonDocument, type Log } from '@towpath/sandbox-kit';
import type { Passwords } from '../password/Passwords.ts';
import type { Organisation, SamplePerson } from '../sign-in/index.ts';

/** Takes everything from an account that ended. */
type Forget = (name: string) => Promise<void>;

/** Somebody as an account, with an id that no later one of the name has. */
type PersonAccount = Account & SamplePerson & { id: string };

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
  /** Ids by name: of who is there, and of who left and is not forgotten yet. */
  readonly #known: JsonDocument<Record<string, string>>;
  #people: SamplePerson[] = [];
  #accounts: PersonAccount[] = [];
  #forget: Forget | undefined;

  private constructor(options: PeopleAccountsOptions) {
    this.#options = options;
    this.#known = new JsonDocument(options.file, {});
  }

  /** Who is there has an id that is kept before anybody asks for it. */
  static async open(options: PeopleAccountsOptions): Promise<PeopleAccounts> {
    const people = new PeopleAccounts(options);
    await people.#known.load();
    people.#take(people.#known.value);
    await people.settled();
    return people;
  }

  /** Give it as `accounts`. */
  readonly list = (): PersonAccount[] => {
    const { organisation, log } = this.#options;
    if (organisation().people === this.#people) return this.#accounts;
    this.#take(
      Object.fromEntries(this.#accounts.map(({ name, id }) => [name, id])),
    );
    this.settled().catch(error => log.error(`Accounts: ${error.message}`));
    return this.#accounts;
  };

  /** Forgets who left since it last ran, and from now on who leaves. */
  async begin(forget: Forget): Promise<void> {
    this.#forget = forget;
    await this.settled();
  }

  /** Resolves when who left is forgotten, and who came is kept. */
  async settled(): Promise<void> {
    await this.#known.change(async known => {
      const now = new Map(this.#accounts.map(({ name, id }) => [name, id]));
      for (const [name, id] of Object.entries(known)) {
        if (now.get(name) === id || !this.#forget) continue;
        // Whoever is forgotten twice after a kill has nothing the second time.
        await this.#forget(name);
        delete known[name];
        this.#options.log.info(`${name} left the organisation's files`);
      }
      for (const [name, id] of now) known[name] ??= id;
    });
  }

  #take(ids: Readonly<Record<string, string>>): void {
    const { organisation, passwords } = this.#options;
    this.#people = organisation().people;
    this.#accounts = this.#people.map(person => ({
      ...person,
      id: Object.hasOwn(ids, person.name) ? ids[person.name] : randomUUID(),
      password: passwords.of(person.name),
    }));
  }
}
