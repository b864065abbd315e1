import type { Log, Organisation, SampleGroup, SamplePerson } from '../types.ts';
import type { PersonRecord, ScimDocument, ScimStore } from './ScimStore.ts';

/** Before ids of what the repository has, so that those of both sources never meet. */
const ORG = 'org-';

export const orgId = (name: string) => `${ORG}${name}`;

/** What SCIM looks at: the repository's files, and what it made itself. */
export interface ScimDirectory {
  store: ScimStore;
  organisation(): Organisation;
  /** Milliseconds since the epoch. */
  now(): number;
  log: Log;
}

/** Everybody whom SCIM made and who may sign in. Whom the repository has as well is the repository's. */
export function peopleOf(
  document: Readonly<ScimDocument>,
  org: Organisation,
): SamplePerson[] {
  const taken = new Set(org.people.map(({ name }) => name.toLowerCase()));
  const groups = groupsById(document, org);
  return document.people
    .filter(one => one.attributes.active !== false && !taken.has(one.name))
    .map(one => toPerson(one, groups));
}

/** Groups of both sources, by the ids that SCIM gives them. */
export function groupsById(
  document: Readonly<ScimDocument>,
  org: Organisation,
): Map<string, SampleGroup> {
  const made = document.groups.map(
    ({ id, name, attributes }) =>
      [id, { name, title: String(attributes.displayName) }] as const,
  );
  const known = org.groups.map(group => [orgId(group.name), group] as const);
  return new Map([...known, ...made]);
}

function toPerson(
  { id, name, attributes, groups }: PersonRecord,
  known: Map<string, SampleGroup>,
): SamplePerson {
  const theirs = groups.flatMap(group => known.get(group) ?? []);
  return {
    id,
    name,
    displayName: displayNameOf(attributes) ?? name,
    email: emailOf(attributes) ?? '',
    persona: typeof attributes.title === 'string' ? attributes.title : '',
    featured: false,
    team: theirs[0]?.title ?? '',
    groups: theirs.map(group => group.name),
  };
}

function displayNameOf(attributes: PersonRecord['attributes']) {
  const { displayName, name } = attributes as {
    displayName?: string;
    name?: { formatted?: string; givenName?: string; familyName?: string };
  };
  const parts = [name?.givenName, name?.familyName].filter(Boolean).join(' ');
  return displayName || name?.formatted || parts || undefined;
}

/** The primary address of somebody, or the first. */
export function emailOf(
  attributes: PersonRecord['attributes'],
): string | undefined {
  const emails = (attributes.emails ?? []) as {
    value?: string;
    primary?: boolean;
  }[];
  return (emails.find(one => one.primary) ?? emails[0])?.value;
}
