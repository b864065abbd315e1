import { shownPath } from '@towpath/backend-kit';
import { serviceName } from '@towpath/plugin-environment-common';
import type { Diagnostic } from '@towpath/score';
import type { ImportDoubt } from '../imports/doubts';
import type { PlaceImports } from '../imports/ImportFolder';
import { canBecome, isSameThing, type ImportEntry } from '../model/ImportEntry';
import type { ResolvedResource } from '../model/Resolved';
import type { ResourceRecord } from '../model/ResourceRecord';
import { nameInFile } from './withBrought';

/** The code of a finding about an entry of the platform's imports. */
export const IMPORT_CODE = 'provision/import';

/**
 * Tells each resource which of the entries of its place are about it, and what is wrong with those. Nothing is made new
 * while an entry that is not understood may say what it is.
 */
export function attachImports(
  resources: ResolvedResource[],
  { entries, doubts, canTake }: PlaceImports,
): { resources: ResolvedResource[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const names = new Set(resources.map(({ name }) => name));
  for (const entry of entries) {
    if (names.has(entry.resource)) continue;
    diagnostics.push(
      findingOf(entry, 'warning', `${entry.resource} is not asked for`),
    );
  }
  const attached = resources.map(resource => {
    const entry = entries.find(one => one.resource === resource.name);
    if (!entry) {
      diagnostics.push(...doubtsAbout(resource, { doubts, canTake }));
      return resource;
    }
    const found = judge(resource, entry);
    if (found) diagnostics.push(found);
    return found ? resource : { ...resource, entry };
  });
  return { resources: attached, diagnostics };
}

function doubtsAbout(
  { shared, record, definition, name }: ResolvedResource,
  { doubts, canTake }: Pick<PlaceImports, 'doubts' | 'canTake'>,
): Diagnostic[] {
  if (shared || (record && !canBecome(record))) return [];
  return doubts
    .filter(({ resource }) =>
      resource === undefined ? canTake(definition.driver) : resource === name,
    )
    .slice(0, 1)
    .map(doubt => findingOfDoubt(name, doubt));
}

/** Why an entry is not followed; undefined when it is. */
function judge(
  { shared, record, definition, name }: ResolvedResource,
  entry: ImportEntry,
): Diagnostic | undefined {
  if (shared) {
    const { service } = shared.record;
    return findingOf(
      entry,
      'warning',
      `${name} is that of ${serviceName(service)}`,
    );
  }
  if (record && !canBecome(record)) return whyDone(record, entry);
  return definition.driver === entry.driver
    ? undefined
    : findingOf(
        entry,
        'error',
        `${name} is provided by ${definition.driver} (${definition.name}), and the entry names ${entry.driver}`,
      );
}

function whyDone({ imported, name }: ResourceRecord, entry: ImportEntry) {
  return isSameThing(imported?.what, entry.what)
    ? findingOf(entry, 'note', `${name} was taken over`)
    : findingOf(
        entry,
        'warning',
        `${name} is there already, and is not the ${entry.name}`,
      );
}

const WAY_OUT = {
  error: 'have its platform team mend the entry',
  warning: 'nothing is done by it: have its platform team mend it',
  note: 'the entry does nothing any more, and can go',
};

function findingOf(
  { file, line, name, resource }: ImportEntry,
  severity: keyof typeof WAY_OUT,
  why: string,
): Diagnostic {
  return {
    severity,
    code: IMPORT_CODE,
    message: `${shownPlace({
      file,
      line,
    })} says that ${resource} is the ${name}: ${why}`,
    path: ['resources', nameInFile({ name: resource })],
    fix: { text: WAY_OUT[severity], automatic: false },
  };
}

function findingOfDoubt(
  name: string,
  { problem, resource }: ImportDoubt,
): Diagnostic {
  const says = resource === undefined ? 'may say' : 'says';
  return {
    severity: 'error',
    code: IMPORT_CODE,
    message: `${shownPlace(problem)}: ${
      problem.message
    }. The file ${says} that ${name} is something that exists already, and none of it holds until that is mended`,
    path: ['resources', nameInFile({ name })],
    fix: { text: WAY_OUT.error, automatic: false },
  };
}

function shownPlace({ file, line }: { file: string; line?: number }): string {
  return line === undefined
    ? shownPath(file)
    : `${shownPath(file)}, line ${line}`;
}
