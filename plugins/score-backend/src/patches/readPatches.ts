import {
  byFile,
  byPlace,
  describeErrors,
  placeProblem,
  placeShape,
  readDocuments,
  type DefinitionProblem,
  type SourceDocument,
  type SourceFile,
} from '@towpath/resource-definitions';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { checkPatch } from './checkPatch';
import type { KubernetesTypes } from './KubernetesTypes';
import type { PatchDefinition } from './model';
import { Patch, type CompileProblem } from './Patch';
import { patchSchema } from './patchSchema';

/** A patch, and where it is written. */
interface WrittenPatch {
  patch: Patch;
  document: SourceDocument;
}

// Compiled at first use, as compiling takes tens of milliseconds.
let shape: ValidateFunction | undefined;

/**
 * Reads files of patches, each with one or several YAML documents. Never throws. A file with a problem gives none of its
 * patches, and of two with one name neither holds.
 *
 * @returns the patches in the order in which they are applied, and the problems by file and line
 */
export function readPatches(
  files: readonly SourceFile[],
  types: KubernetesTypes,
): { patches: Patch[]; problems: DefinitionProblem[] } {
  const problems: DefinitionProblem[] = [];
  const written = [...files]
    .sort(byFile)
    .flatMap(file => readFile(file, types, problems));
  problems.push(...repeatedNames(written));
  const refused = new Set(problems.map(({ file }) => file));
  return {
    patches: written
      .map(({ patch }) => patch)
      .filter(({ file }) => !refused.has(file))
      .sort(inOrder),
    problems: problems.sort(byPlace),
  };
}

function readFile(
  source: SourceFile,
  types: KubernetesTypes,
  problems: DefinitionProblem[],
): WrittenPatch[] {
  const { file } = source;
  const documents = readDocuments(source);
  if ('problems' in documents) {
    problems.push(...documents.problems);
    return [];
  }
  if (documents.length === 0) {
    const message = 'it holds no patch; write one, or remove the file';
    problems.push({ file, path: '', message });
  }
  return documents.flatMap(document => {
    const found = readDocument(file, document, types);
    problems.push(...found.problems);
    return found.patch ? [{ patch: found.patch, document }] : [];
  });
}

function readDocument(
  file: string,
  document: SourceDocument,
  types: KubernetesTypes,
): { patch?: Patch; problems: DefinitionProblem[] } {
  const { value } = document;
  shape ??= new Ajv2020({
    ...{ allErrors: true, verbose: true, strict: false },
  }).compile(patchSchema);
  if (!shape(value)) {
    const wrong = describeErrors(shape.errors ?? [], value);
    return { problems: wrong.map(one => placeShape(file, document, one)) };
  }
  const definition = value as PatchDefinition;
  const found: CompileProblem[] = [];
  const patch = new Patch(definition, file, found);
  return {
    patch,
    problems: [
      ...found.map(one => placeProblem(file, document, one)),
      ...checkPatch(definition, types).map(one =>
        placeShape(file, document, one),
      ),
    ],
  };
}

/** Of two with one name, both. */
function repeatedNames(written: WrittenPatch[]): DefinitionProblem[] {
  return written.flatMap(one => {
    const { name } = one.patch.definition;
    const other = written.find(
      ({ patch }) => patch !== one.patch && patch.definition.name === name,
    );
    if (!other) return [];
    const message = `"${name}" is also the name of a patch in ${other.patch.file}; give each its own`;
    const problem = { path: ['name'], at: 'value' as const, message };
    return [placeShape(one.patch.file, one.document, problem)];
  });
}

function inOrder({ definition: a }: Patch, { definition: b }: Patch): number {
  return (
    (a.order ?? 0) - (b.order ?? 0) ||
    byFile({ file: a.name }, { file: b.name })
  );
}
