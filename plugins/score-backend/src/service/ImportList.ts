import { isAmong, shownPath } from '@towpath/backend-kit';
import type {
  ImportEntry,
  PlatformImports,
} from '@towpath/plugin-score-common';
import { stringify } from 'yaml';
import type { ResourceStore } from '../database/ResourceStore';
import type { ImportFolder } from '../imports/ImportFolder';
import {
  canBecome,
  isSameThing,
  type ImportEntry as Entry,
} from '../model/ImportEntry';
import type { ResourceRecord } from '../model/ResourceRecord';
import { presentProblem } from './presentProblem';

/** What is to be taken over, and what has become of that, for who looks at it. */
export class ImportList {
  readonly #parts: { imports: ImportFolder; resources: ResourceStore };

  constructor(parts: { imports: ImportFolder; resources: ResourceStore }) {
    this.#parts = parts;
  }

  async list(): Promise<PlatformImports> {
    const { imports, problems } = await this.#parts.imports.get();
    const services = [...new Set(imports.all.map(({ service }) => service))];
    const records = await Promise.all(
      services.map(service => this.#parts.resources.findOf(service)),
    );
    return {
      items: imports.all.map(entry => present(entry, records.flat())),
      problems: problems.map(presentProblem),
    };
  }
}

function present(entry: Entry, records: ResourceRecord[]): ImportEntry {
  const { service, environment, resource, driver, name, line } = entry;
  const record = records.find(
    one =>
      isAmong(service, [one.service]) &&
      one.environment === environment &&
      one.name === resource &&
      one.status !== 'kept',
  );
  return {
    ...{ service, environment, resource, driver, name, line },
    what: stringify(entry.what, { lineWidth: 0 }).trimEnd(),
    file: shownPath(entry.file),
    state: stateOf(entry, record),
  };
}

function stateOf(
  { what }: Entry,
  record: ResourceRecord | undefined,
): ImportEntry['state'] {
  if (!record) return 'open';
  const isIt = isSameThing(record.imported?.what, what);
  if (canBecome(record)) return isIt ? 'begun' : 'open';
  return isIt ? 'done' : 'other';
}
