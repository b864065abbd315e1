import type { CompileProblem } from '../collect';
import { compileDefinition } from '../compileDefinition';
import { describeErrors } from '../describeErrors';
import { definitionErrors } from '../schema';
import type { DefinitionProblem, ResourceDefinition } from '../types';
import { byFile, byPlace, placeProblem, placeShape } from './places';
import { findCircles } from './circles';
import { findConflicts } from './conflicts';
import { findStrays } from './strays';
import {
  readDocuments,
  type SourceDocument,
  type SourceFile,
} from './documents';

/** What files of definitions say. */
export interface ReadDefinitions {
  /** Of the files without a problem, in the order of their names. */
  definitions: ResourceDefinition[];
  /** By file and line. */
  problems: DefinitionProblem[];
}

/** A definition, and where it is written. */
export interface WrittenDefinition {
  file: string;
  definition: ResourceDefinition;
  document: SourceDocument;
}

/**
 * Reads files of resource definitions, each with one or several YAML documents. Never throws. A file with a problem
 * gives none of its definitions, so that nothing half-written applies; two definitions that cannot both be right are
 * a problem of both their files.
 */
export function readDefinitions(files: readonly SourceFile[]): ReadDefinitions {
  const problems: DefinitionProblem[] = [];
  const written = [...files]
    .sort(byFile)
    .flatMap(file => readFile(file, problems));
  const broken = new Set(problems.map(({ file }) => file));
  const sound = written.filter(({ file }) => !broken.has(file));
  // What a file that is broken defines is not known.
  if (broken.size === 0) {
    problems.push(...findStrays(sound), ...findCircles(sound));
  }
  problems.push(...findConflicts(sound));
  const refused = new Set(problems.map(({ file }) => file));
  return {
    definitions: sound
      .filter(({ file }) => !refused.has(file))
      .map(({ definition }) => definition),
    problems: problems.sort(byPlace),
  };
}

function readFile(
  file: SourceFile,
  problems: DefinitionProblem[],
): WrittenDefinition[] {
  const documents = readDocuments(file);
  if ('problems' in documents) {
    problems.push(...documents.problems);
    return [];
  }
  if (documents.length === 0) {
    problems.push({
      file: file.file,
      path: '',
      message: 'it holds no definition; write one, or remove the file',
    });
  }
  return documents.flatMap(document => {
    const found = checkDocument(file.file, document);
    problems.push(...found.problems);
    return found.definition
      ? [{ file: file.file, definition: found.definition, document }]
      : [];
  });
}

function checkDocument(
  file: string,
  document: SourceDocument,
): { definition?: ResourceDefinition; problems: DefinitionProblem[] } {
  const { value } = document;
  const shape = describeErrors(definitionErrors(value), value);
  if (shape.length > 0) {
    return {
      problems: shape.map(problem => placeShape(file, document, problem)),
    };
  }
  const { settings = {}, outputs = {} } = value as ResourceDefinition;
  const definition = { ...(value as ResourceDefinition), settings, outputs };
  const found: CompileProblem[] = [];
  compileDefinition(definition, found);
  return {
    definition,
    problems: found.map(problem => placeProblem(file, document, problem)),
  };
}
