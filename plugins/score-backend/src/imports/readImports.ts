import { isDeepStrictEqual } from 'node:util';
import { serviceName } from '@towpath/plugin-environment-common';
import type { ResourceImporter } from '@towpath/plugin-score-node';
import {
  byFile,
  byPlace,
  describeErrors,
  placeShape,
  readDocuments,
  type DefinitionProblem,
  type SourceDocument,
  type SourceFile,
} from '@towpath/resource-definitions';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { ImportEntry } from '../model/ImportEntry';
import {
  targetOf,
  type ImportProblem,
  type ImportTarget,
} from './ImportProblem';
import { importSchema } from './importSchema';

/** Which drivers take over what exists. */
export interface ImportingDrivers {
  find(name: string): { imports?: ResourceImporter } | undefined;
  /** Of all that are installed. */
  readonly names: string[];
}

/** An entry, and where it is written. */
interface Written {
  entry: ImportEntry;
  document: SourceDocument;
}

type Problem = Parameters<typeof placeShape>[2];

// Compiled at first use, as compiling takes tens of milliseconds.
let shape: ValidateFunction | undefined;

/**
 * Reads files of imports, each with one or several YAML documents. Never throws. A file with a problem gives none of its
 * entries; of two for one resource, or for one thing, neither holds.
 *
 * @returns entries and problems, by file and line
 */
export function readImports(
  files: readonly SourceFile[],
  drivers: ImportingDrivers,
): { entries: ImportEntry[]; problems: ImportProblem[] } {
  const problems: DefinitionProblem[] = [];
  const targets = new Map<string, ImportTarget[]>();
  const written = [...files]
    .sort(byFile)
    .flatMap(source => readFile(source, { drivers, problems, targets }));
  problems.push(...written.flatMap(one => clashesOf(one, written)));
  const refused = new Set(problems.map(({ file }) => file));
  return {
    entries: written
      .map(({ entry }) => entry)
      .filter(({ file }) => !refused.has(file)),
    problems: problems
      .sort(byPlace)
      .map(one => ({ ...one, targets: targets.get(one.file)! })),
  };
}

function readFile(
  source: SourceFile,
  {
    drivers,
    problems,
    targets,
  }: {
    drivers: ImportingDrivers;
    problems: DefinitionProblem[];
    targets: Map<string, ImportTarget[]>;
  },
): Written[] {
  const { file } = source;
  const documents = readDocuments(source);
  if ('problems' in documents) {
    problems.push(...documents.problems);
    targets.set(file, [{}]);
    return [];
  }
  targets.set(
    file,
    documents.map(({ value }) => targetOf(value)),
  );
  return documents.flatMap(document => {
    const found = problemsOf(document, drivers);
    problems.push(...found.map(one => placeShape(file, document, one)));
    return found.length > 0 ? [] : [toWritten(file, document, drivers)];
  });
}

function problemsOf(
  { value }: SourceDocument,
  drivers: ImportingDrivers,
): Problem[] {
  shape ??= new Ajv2020({
    ...{ allErrors: true, verbose: true, strict: false },
  }).compile(importSchema);
  if (!shape(value)) return describeErrors(shape.errors ?? [], value);
  const { driver, what } = value as ImportEntry;
  const importer = drivers.find(driver)?.imports;
  if (!importer) {
    return [
      { path: ['driver'], at: 'value', message: whyNot(driver, drivers) },
    ];
  }
  return importer
    .check(what)
    .map(message => ({ path: ['what'], at: 'key', message }));
}

function whyNot(driver: string, drivers: ImportingDrivers): string {
  const able = drivers.names.filter(name => drivers.find(name)?.imports);
  const who = able.length > 0 ? able.join(', ') : 'none';
  return drivers.find(driver)
    ? `${driver} takes nothing over; of the installed drivers these do: ${who}`
    : `there is no driver ${driver}; of the installed ones these take over what exists: ${who}`;
}

function toWritten(
  file: string,
  document: SourceDocument,
  drivers: ImportingDrivers,
): Written {
  const entry = document.value as Omit<ImportEntry, 'name' | 'file'>;
  const name = drivers.find(entry.driver)!.imports!.nameOf(entry.what);
  const { line } = document.placeOf(['resource'], 'key');
  return { entry: { ...entry, name, file, line }, document };
}

/** Two entries for one resource, or for one thing, take each other away: nobody could say which of them is meant. */
function clashesOf(
  { entry, document }: Written,
  all: Written[],
): DefinitionProblem[] {
  const clash = (
    path: string,
    isSame: (other: ImportEntry) => boolean,
    what: string,
  ) => {
    const other = all.find(one => one.entry !== entry && isSame(one.entry));
    if (!other) return [];
    const where = `${other.entry.file}, line ${other.entry.line}`;
    const message = `${where} says of ${what} too, and only one of them can hold; take one out`;
    return [
      placeShape(entry.file, document, { path: [path], at: 'key', message }),
    ];
  };
  const target = ({ service, environment, resource }: ImportEntry) => ({
    service: service.toLocaleLowerCase('en-US'),
    environment,
    resource,
  });
  const { resource, service, environment, driver, name } = entry;
  return [
    ...clash(
      'resource',
      other => isDeepStrictEqual(target(other), target(entry)),
      `${resource} of ${serviceName(service)} in ${environment} what it is`,
    ),
    ...clash(
      'what',
      other => other.driver === driver && other.name === name,
      `the ${name} what it becomes`,
    ),
  ];
}
