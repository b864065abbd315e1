import { randomUUID } from 'node:crypto';
import type { SampleGroup, SamplePerson } from '../types.ts';
import {
  emailOf,
  groupsById,
  orgId,
  type ScimDirectory,
} from './ScimDirectory.ts';
import {
  givenBy,
  toResource,
  type ScimKind,
  type ScimResource,
} from './ScimKind.ts';
import { refuse } from './scimError.ts';
import type { Attributes, PersonRecord, ScimDocument } from './ScimStore.ts';

// What the catalog takes as the name of an entity, so that who signs in can be found there.
const NAME = /^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/;
const EMAIL = /^[^\s@<>,;:"]+@[^\s@<>,;:"]+$/;

/** People: those of the repository, who can only be read, and those whom SCIM made. */
export class ScimPeople implements ScimKind {
  readonly #directory: ScimDirectory;

  constructor(directory: ScimDirectory) {
    this.#directory = directory;
  }

  list(): ScimResource[] {
    const groups = this.#groups();
    const { people } = this.#directory.store.value;
    return [
      ...this.#directory.organisation().people.map(fromOrg),
      ...people.map(one => fromRecord(one, groups)),
    ];
  }

  async create(given: Attributes): Promise<ScimResource> {
    const record = await this.#directory.store.change(draft => {
      const attributes = withActive(givenBy(given, 'groups'));
      const name = nameOf(attributes);
      this.#requireFreeName(draft, name);
      this.#requireFreeIds(draft.people, attributes);
      const now = this.#now();
      const made: PersonRecord = {
        ...{ id: randomUUID(), name, attributes },
        ...{ groups: [], created: now, lastModified: now },
      };
      draft.people.push(made);
      return made;
    });
    this.#directory.log(`SCIM made ${record.name}`);
    return fromRecord(record, this.#groups());
  }

  async update(
    id: string,
    next: (current: ScimResource) => Promise<Attributes>,
  ): Promise<ScimResource> {
    this.#requireOurs(id);
    const record = await this.#directory.store.change(async draft => {
      const one = find(draft, id);
      const current = fromRecord(one, this.#groups());
      const attributes = withActive(givenBy(await next(current), 'groups'));
      requireSameName(one, attributes);
      const others = draft.people.filter(other => other !== one);
      this.#requireFreeIds(others, attributes, one.attributes);
      one.attributes = attributes;
      one.lastModified = this.#now();
      return one;
    });
    const state = record.attributes.active === false ? ', not active' : '';
    this.#directory.log(`SCIM changed ${record.name}${state}`);
    return fromRecord(record, this.#groups());
  }

  async remove(
    id: string,
    check: (current: ScimResource) => void,
  ): Promise<void> {
    this.#requireOurs(id);
    const name = await this.#directory.store.change(draft => {
      const one = find(draft, id);
      check(fromRecord(one, this.#groups()));
      draft.people = draft.people.filter(other => other !== one);
      return one.name;
    });
    this.#directory.log(`SCIM deleted ${name}`);
  }

  #requireOurs(id: string): void {
    const { people } = this.#directory.organisation();
    const person = people.find(({ name }) => orgId(name) === id);
    if (!person) return;
    throw refuse(
      403,
      `${person.name} comes from the repository, in platform/org. Change them there, by a pull request`,
    );
  }

  #requireFreeName(draft: ScimDocument, name: string): void {
    const all = [...draft.people, ...this.#directory.organisation().people];
    if (!all.some(other => other.name.toLowerCase() === name)) return;
    throw taken('userName', name);
  }

  /** What the person had before may stay theirs: they can be deactivated whoever else came since. */
  #requireFreeIds(
    others: PersonRecord[],
    attributes: Attributes,
    before: Attributes = {},
  ): void {
    const { externalId } = attributes;
    const isTaken =
      externalId !== undefined &&
      others.some(one => one.attributes.externalId === externalId);
    if (isTaken) throw taken('externalId', `${externalId}`);
    const email = emailOf(attributes)?.toLowerCase();
    if (!email || email === emailOf(before)?.toLowerCase()) return;
    const emails = [
      ...others.map(one => emailOf(one.attributes)),
      ...this.#directory.organisation().people.map(person => person.email),
    ];
    if (emails.some(other => other?.toLowerCase() === email)) {
      throw taken('emails', email);
    }
  }

  #groups(): Map<string, SampleGroup> {
    const { store } = this.#directory;
    return groupsById(store.value, this.#directory.organisation());
  }

  #now(): string {
    return new Date(this.#directory.now()).toISOString();
  }
}

function taken(field: string, value: string): Error {
  return refuse(
    409,
    `${field} "${value}" belongs to somebody already`,
    'uniqueness',
  );
}

function find(draft: ScimDocument, id: string): PersonRecord {
  const found = draft.people.find(one => one.id === id);
  if (found) return found;
  throw refuse(404, `There is nobody with id "${id}"`);
}

function fromOrg(person: SamplePerson): ScimResource {
  return toResource(orgId(person.name), {
    userName: person.name,
    displayName: person.displayName,
    title: person.persona || undefined,
    active: true,
    emails: [{ value: person.email, type: 'work', primary: true }],
    groups: person.groups.length
      ? person.groups.map(name => ({ value: orgId(name), display: name }))
      : undefined,
  });
}

function fromRecord(
  { id, attributes, groups, created, lastModified }: PersonRecord,
  all: Map<string, SampleGroup>,
): ScimResource {
  const known = groups.filter(group => all.has(group));
  return toResource(
    id,
    {
      ...attributes,
      groups: known.length
        ? known.map(value => ({ value, display: all.get(value)?.title }))
        : undefined,
    },
    { created, lastModified },
  );
}

function withActive(attributes: Attributes): Attributes {
  return { ...attributes, active: attributes.active !== false };
}

/** The name that one signs in with. */
function nameOf({ userName, emails }: Attributes): string {
  const name = String(userName).toLowerCase();
  if (!NAME.test(name)) {
    throw refuse(
      400,
      `userName "${userName}" is no name that the catalog takes. Use letters, digits, dots, - and _, 63 at most`,
      'invalidValue',
    );
  }
  for (const { value } of (emails ?? []) as { value?: unknown }[]) {
    if (typeof value === 'string' && EMAIL.test(value)) continue;
    throw refuse(
      400,
      `emails has "${value}", which is no address. Write it as zoe@myorg.example`,
      'invalidValue',
    );
  }
  return name;
}

function requireSameName(one: PersonRecord, attributes: Attributes): void {
  const name = nameOf(attributes);
  if (name === one.name) return;
  throw refuse(
    400,
    `userName is "${one.name}" and cannot become "${name}": everything that names the person would lead nowhere. Make another person`,
    'mutability',
  );
}
