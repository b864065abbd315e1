import { randomUUID } from 'node:crypto';
import type { SampleGroup, SamplePerson } from '../types.ts';
import { orgId, type ScimDirectory } from './ScimDirectory.ts';
import {
  givenBy,
  toResource,
  type ScimKind,
  type ScimResource,
} from './ScimKind.ts';
import { refuse } from './scimError.ts';
import type { Attributes, ScimDocument, ScimRecord } from './ScimStore.ts';

/**
 * Groups: those of the repository, which people whom SCIM made may join and leave, and those that SCIM made.
 */
export class ScimGroups implements ScimKind {
  readonly #directory: ScimDirectory;

  constructor(directory: ScimDirectory) {
    this.#directory = directory;
  }

  list(): ScimResource[] {
    const { value: document } = this.#directory.store;
    const { people, groups } = this.#directory.organisation();
    return [
      ...groups.map(group => fromOrg(group, people, document)),
      ...document.groups.map(group => fromRecord(group, document)),
    ];
  }

  async create(given: Attributes): Promise<ScimResource> {
    const made = await this.#directory.store.change(draft => {
      const group = this.#toRecord(draft, given);
      draft.groups.push(group);
      join(draft, group.id, memberIds(given));
      return fromRecord(group, draft);
    });
    this.#directory.log(`SCIM made the group ${made.displayName}`);
    return made;
  }

  async update(
    id: string,
    next: (current: ScimResource) => Promise<Attributes>,
  ): Promise<ScimResource> {
    const changed = await this.#directory.store.change(async draft => {
      const org = this.#findOrg(id);
      return org
        ? this.#updateOrg(draft, org, next)
        : this.#updateOurs(draft, id, next);
    });
    this.#directory.log(`SCIM changed the group ${changed.displayName}`);
    return changed;
  }

  async remove(
    id: string,
    check: (current: ScimResource) => void,
  ): Promise<void> {
    const org = this.#findOrg(id);
    if (org) throw ofRepository(org);
    await this.#directory.store.change(draft => {
      const group = find(draft, id);
      check(fromRecord(group, draft));
      draft.groups = draft.groups.filter(other => other !== group);
      join(draft, id, []);
    });
    this.#directory.log(`SCIM deleted the group ${id}`);
  }

  #findOrg(id: string): SampleGroup | undefined {
    const { groups } = this.#directory.organisation();
    return groups.find(({ name }) => orgId(name) === id);
  }

  async #updateOurs(
    draft: ScimDocument,
    id: string,
    next: (current: ScimResource) => Promise<Attributes>,
  ): Promise<ScimResource> {
    const group = find(draft, id);
    const given = await next(fromRecord(group, draft));
    group.attributes = givenBy(given, 'members');
    group.lastModified = this.#now();
    join(draft, id, memberIds(given));
    return fromRecord(group, draft);
  }

  /** Who is in it by the repository stays; those whom SCIM made come and go. */
  async #updateOrg(
    draft: ScimDocument,
    group: SampleGroup,
    next: (current: ScimResource) => Promise<Attributes>,
  ): Promise<ScimResource> {
    const { people } = this.#directory.organisation();
    const given = await next(fromOrg(group, people, draft));
    const wanted = memberIds(given);
    const fixed = membersByRepository(group, people);
    if (
      given.displayName !== group.title ||
      given.externalId !== undefined ||
      fixed.some(({ value }) => !wanted.includes(value))
    ) {
      throw ofRepository(group);
    }
    const more = wanted.filter(id => !fixed.some(({ value }) => value === id));
    join(draft, orgId(group.name), more);
    return fromOrg(group, people, draft);
  }

  #toRecord(draft: ScimDocument, given: Attributes): ScimRecord {
    const attributes = givenBy(given, 'members');
    const name = slugOf(String(attributes.displayName));
    const taken = [...this.#directory.organisation().groups, ...draft.groups];
    if (taken.some(group => group.name === name)) {
      throw refuse(
        409,
        `displayName "${attributes.displayName}" would be the group ${name}, which exists already`,
        'uniqueness',
      );
    }
    const now = this.#now();
    return {
      ...{ id: randomUUID(), name, attributes },
      ...{ created: now, lastModified: now },
    };
  }

  #now(): string {
    return new Date(this.#directory.now()).toISOString();
  }
}

function ofRepository({ name }: SampleGroup): Error {
  return refuse(
    403,
    `The group ${name} comes from the repository, in platform/org: only people whom SCIM made may join and leave it here. Change the rest there, by a pull request`,
  );
}

function find(draft: ScimDocument, id: string): ScimRecord {
  const found = draft.groups.find(group => group.id === id);
  if (found) return found;
  throw refuse(404, `There is no group with id "${id}"`);
}

function memberIds({ members }: Attributes): string[] {
  const ids = ((members ?? []) as { value?: unknown }[]).map(one =>
    String(one.value),
  );
  return [...new Set(ids)];
}

/** Has exactly these people, whom SCIM made, in the group. */
function join(draft: ScimDocument, group: string, ids: string[]): void {
  const unknown = ids.find(id => !draft.people.some(one => one.id === id));
  if (unknown) {
    throw refuse(
      400,
      `members has "${unknown}", who is nobody that SCIM made. Who comes from the repository joins groups there`,
      'invalidValue',
    );
  }
  for (const person of draft.people) {
    const others = person.groups.filter(id => id !== group);
    // Who is in it already keeps its place: the first group is the team.
    if (!ids.includes(person.id)) person.groups = others;
    else if (others.length === person.groups.length) person.groups.push(group);
  }
}

function slugOf(title: string): string {
  const name = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63);
  if (name) return name;
  throw refuse(
    400,
    `displayName "${title}" has no letter or digit that a name in the catalog could be made of`,
    'invalidValue',
  );
}

function membersByRepository({ name }: SampleGroup, people: SamplePerson[]) {
  return people
    .filter(person => person.groups.includes(name))
    .map(person => ({
      value: orgId(person.name),
      display: person.displayName,
      type: 'User',
    }));
}

const membersByScim = (group: string, document: Readonly<ScimDocument>) =>
  document.people
    .filter(({ groups }) => groups.includes(group))
    .map(({ id, name }) => ({ value: id, display: name, type: 'User' }));

const orNone = <T>(list: T[]) => (list.length ? list : undefined);

function fromOrg(
  group: SampleGroup,
  people: SamplePerson[],
  document: Readonly<ScimDocument>,
): ScimResource {
  const id = orgId(group.name);
  return toResource(id, {
    displayName: group.title,
    members: orNone([
      ...membersByRepository(group, people),
      ...membersByScim(id, document),
    ]),
  });
}

function fromRecord(
  { id, attributes, created, lastModified }: ScimRecord,
  document: Readonly<ScimDocument>,
): ScimResource {
  return toResource(
    id,
    { ...attributes, members: orNone(membersByScim(id, document)) },
    { created, lastModified },
  );
}
