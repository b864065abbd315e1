import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, parseAllDocuments } from 'yaml';
import type { Document } from 'yaml';
import type { Organisation, SampleGroup, SamplePerson } from './types.ts';

/** One entity of an organisation file, and where it stands. */
interface Entry {
  file: string;
  line: number;
  document: Document;
}

/**
 * Reads everybody who can sign in from the organisation's YAML files.
 *
 * @returns people in the order of the files
 * @throws Error of {@link loadOrganisation}
 */
export function loadPeople(orgDir: string): SamplePerson[] {
  return loadOrganisation(orgDir).people;
}

/**
 * Reads people and groups from the organisation's YAML files. Other kinds are left alone.
 *
 * @param orgDir - folder with `*.yaml` files of User and Group entities
 * @throws Error that names file, line and field when a User cannot be used, or when there is none
 */
export function loadOrganisation(orgDir: string): Organisation {
  const entries = readEntries(orgDir);
  const groups = entries
    .filter(({ document }) => document.get('kind') === 'Group')
    .map(toGroup);
  const titles = new Map(groups.map(({ name, title }) => [name, title]));
  const people = entries
    .filter(entry => entry.document.get('kind') === 'User')
    .map(entry => toPerson(entry, titles));
  if (people.length === 0) {
    throw new Error(
      `${orgDir} holds no entity of kind User, so nobody could sign in. Add one to a .yaml file there.`,
    );
  }
  refuseDuplicates(people, orgDir);
  return { people, groups };
}

function readEntries(orgDir: string): Entry[] {
  return readdirSync(orgDir)
    .filter(name => /\.ya?ml$/.test(name))
    .sort()
    .flatMap(name => parseFile(join(orgDir, name)));
}

function parseFile(file: string): Entry[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(readFileSync(file, 'utf8'), {
    lineCounter: lines,
  });
  return [...documents].map(document => {
    const [problem] = document.errors;
    if (problem) {
      throw new Error(`${file} is not valid YAML: ${problem.message}`);
    }
    const offset = document.contents?.range?.[0] ?? 0;
    return { file, line: lines.linePos(offset).line, document };
  });
}

function toGroup({ document }: Entry): SampleGroup {
  const name = String(document.getIn(['metadata', 'name']));
  const title =
    document.getIn(['spec', 'profile', 'displayName']) ??
    document.getIn(['metadata', 'title']);
  return { name, title: title ? String(title) : name };
}

function toPerson(entry: Entry, titles: Map<string, string>): SamplePerson {
  const name = requiredText(entry, 'metadata.name');
  const groups = groupNames(entry);
  return {
    name,
    displayName: optionalText(entry, 'spec.profile.displayName') || name,
    email: requiredText(entry, 'spec.profile.email'),
    persona: annotation(entry, 'towpath.dev/persona'),
    featured: annotation(entry, 'towpath.dev/featured') === 'true',
    team: groups.length > 0 ? titles.get(groups[0]) ?? groups[0] : '',
    groups,
  };
}

function groupNames(entry: Entry): string[] {
  const value: unknown = toPlain(entry.document.getIn(['spec', 'memberOf']));
  if (value === undefined || value === null) {
    return [];
  }
  if (!Array.isArray(value) || value.some(item => typeof item !== 'string')) {
    throw fault(entry, 'spec.memberOf', 'must be a list of group names');
  }
  return value.map(ref => String(ref).split(/[:/]/).pop() ?? '');
}

function toPlain(value: unknown): unknown {
  const isNode =
    typeof value === 'object' && value !== null && 'toJSON' in value;
  return isNode ? (value as { toJSON(): unknown }).toJSON() : value;
}

function annotation(entry: Entry, key: string): string {
  return String(entry.document.getIn(['metadata', 'annotations', key]) ?? '');
}

function optionalText(entry: Entry, field: string): string {
  const value = entry.document.getIn(field.split('.')) ?? '';
  if (typeof value !== 'string') {
    throw fault(entry, field, 'must be text');
  }
  return value;
}

function requiredText(entry: Entry, field: string): string {
  const value = optionalText(entry, field);
  if (value === '') {
    throw fault(entry, field, 'is missing');
  }
  return value;
}

function fault(entry: Entry, field: string, problem: string): Error {
  const name = entry.document.getIn(['metadata', 'name']) ?? 'without a name';
  return new Error(
    `${entry.file}:${entry.line}: User ${name}: ${field} ${problem}.`,
  );
}

function refuseDuplicates(people: SamplePerson[], orgDir: string): void {
  const seen = new Set<string>();
  for (const { name } of people) {
    if (seen.has(name)) {
      throw new Error(
        `${orgDir}: two User entities have metadata.name "${name}". Rename one of them.`,
      );
    }
    seen.add(name);
  }
}
