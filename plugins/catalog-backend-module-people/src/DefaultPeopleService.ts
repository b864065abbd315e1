import type { AuditorService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { audited, type Caller } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import { requireAddress } from '@towpath/mail';
import type { NewPerson, PeopleService, Person } from '@towpath/people';
import type { CatalogPeople } from './CatalogPeople';
import type { PeopleProvider } from './PeopleProvider';
import type { PeopleStore } from './PeopleStore';
import { refOf } from './toEntity';

interface Parts {
  store: PeopleStore;
  provider: PeopleProvider;
  known: CatalogPeople;
  auditor: AuditorService;
  clock: Clock;
}

const NAME = /^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/;

export class DefaultPeopleService implements PeopleService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  createUser(given: NewPerson, caller: Caller) {
    const { auditor } = this.#parts;
    const event = {
      eventId: 'person-create',
      meta: { person: refOf(given.name), teams: given.teams },
    };
    return audited(auditor, caller, event, async () => {
      requireFit(given);
      const { store, provider, known, clock } = this.#parts;
      const teams = await known.groups(given.teams);
      await this.#requireFree(given);
      const createdAt = new Date(clock.now()).toISOString();
      const { name, displayName, email } = given;
      const isNew = await store.add({
        ...{ name, displayName, email, teams },
        ...{ createdBy: caller.by, createdAt },
      });
      const person = await store.get(name);
      if (person?.email.toLowerCase() !== email.toLowerCase()) {
        throw new ConflictError(
          `"${name}" or ${email} belongs to somebody whom the platform made already. Choose another name, or another address`,
        );
      }
      await provider.tell();
      return { person, isNew };
    });
  }

  changeTeams(name: string, teams: string[], caller: Caller): Promise<Person> {
    const event = {
      eventId: 'person-teams',
      meta: { person: refOf(name), teams },
    };
    return audited(this.#parts.auditor, caller, event, async () => {
      const { store, provider, known } = this.#parts;
      const person = await store.setTeams(name, await known.groups(teams));
      if (!person) {
        throw new NotFoundError(
          `The platform made nobody called "${name}". Who comes from elsewhere changes teams there`,
        );
      }
      await provider.tell();
      return person;
    });
  }

  removeUser(name: string, caller: Caller): Promise<void> {
    const event = { eventId: 'person-remove', meta: { person: refOf(name) } };
    return audited(this.#parts.auditor, caller, event, async () => {
      const { store, provider, known } = this.#parts;
      if (!(await store.get(name))) {
        const source = await known.sourceOf(name);
        if (source) {
          throw new NotAllowedError(
            `${refOf(name)} comes from ${source}. Take them out there`,
          );
        }
      }
      await store.remove(name);
      await provider.tell();
    });
  }

  async #requireFree({ name, email }: NewPerson): Promise<void> {
    const { known } = this.#parts;
    const source = await known.sourceOf(name);
    if (source) {
      throw new ConflictError(
        `${refOf(name)} comes from ${source} already. Choose another name`,
      );
    }
    const other = await known.otherWith(email, name);
    if (other) {
      throw new ConflictError(
        `${email} is the address of ${other}. Two people with one address could sign in as each other`,
      );
    }
  }
}

function requireFit({ name, displayName, email }: NewPerson): void {
  if (!NAME.test(name)) {
    throw new InputError(
      `name "${name}" is none for the catalog. Use small letters, digits, dots, - and _, 63 at most`,
    );
  }
  requireAddress(email, 'email');
  if (displayName.trim() === '' || displayName.length > 200) {
    throw new InputError('displayName is empty or longer than 200 characters');
  }
}
