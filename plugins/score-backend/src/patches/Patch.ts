import {
  DocumentTemplate,
  Expression,
  ExpressionError,
  type ExpressionNames,
} from '@towpath/policy';
import { whyNotPlace } from '@towpath/resource-definitions';
import {
  formatPath,
  type KubernetesObject,
  type PathSegment,
} from '@towpath/score';
import { RENDERED_NAMES } from '../model/ProfileSubject';
import { applyOperations } from './applyOperations';
import type { KubernetesTypes } from './KubernetesTypes';
import { PartMerger } from './mergePart';
import {
  PatchError,
  type ObjectSubject,
  type PatchDefinition,
  type PatchOperation,
  type PatchSubject,
} from './model';
import type { Step } from './paths';

/** Why an expression of a patch cannot be read. */
export interface CompileProblem {
  path: PathSegment[];
  message: string;
  line?: number;
  column?: number;
}

const OBJECT_NAMES: ExpressionNames = {
  ...RENDERED_NAMES,
  variables: [...RENDERED_NAMES.variables, 'object'],
};

/** A patch that was read and checked, ready to be applied. */
export class Patch {
  readonly definition: PatchDefinition;
  /** Where it is written. */
  readonly file: string;
  /** The expressions of it. */
  readonly #when?: Expression;
  readonly #objectWhen?: Expression;
  readonly #names: DocumentTemplate;
  readonly #set: DocumentTemplate;
  readonly #values: DocumentTemplate;

  /** Adds what is wrong with its expressions to `problems`; with any of them it is of no use. */
  constructor(
    definition: PatchDefinition,
    file: string,
    problems: CompileProblem[],
  ) {
    const { match, objects, set = {}, operations = [] } = definition;
    const compile = (
      path: PathSegment[],
      text: string,
      names: ExpressionNames,
    ) => compileExpression({ path, text, names }, problems);
    const template = (
      path: PathSegment[],
      value: unknown,
      names: ExpressionNames,
    ) => {
      const read = DocumentTemplate.compile(value, names);
      read.problems.forEach(one =>
        problems.push({ ...one, path: [...path, ...one.path] }),
      );
      return read.template;
    };
    this.definition = definition;
    this.file = file;
    if (match?.when) {
      this.#when = compile(['match', 'when'], match.when, RENDERED_NAMES);
    }
    if (objects.when) {
      this.#objectWhen = compile(
        ['objects', 'when'],
        objects.when,
        OBJECT_NAMES,
      );
    }
    this.#names = template(
      ['objects', 'names'],
      objects.names ?? [],
      RENDERED_NAMES,
    );
    this.#set = template(['set'], set, OBJECT_NAMES);
    this.#values = template(
      ['operations'],
      operations.map(valueOf),
      OBJECT_NAMES,
    );
  }

  /**
   * Why it changes nothing of what is rendered there; a clause about "it".
   *
   * @throws PatchError where that cannot be told
   */
  whyNotHere(subject: PatchSubject): string | undefined {
    const why = whyNotPlace(this.definition, subject);
    if (why !== undefined || !this.#when) return why;
    return holds(this.#when, 'match.when', { ...subject })
      ? undefined
      : `its condition is not met: ${this.#when.source.trim()}`;
  }

  /**
   * Which of the objects it is about.
   *
   * @throws PatchError where that cannot be told
   */
  select(
    objects: KubernetesObject[],
    subject: PatchSubject,
  ): KubernetesObject[] {
    const { apiVersion, kind, names } = this.definition.objects;
    const wanted = names && this.#namesFor(subject);
    return objects
      .filter(one => one.apiVersion === apiVersion)
      .filter(one => [kind].flat().includes(one.kind))
      .filter(one => !wanted || wanted.includes(one.metadata?.name))
      .filter(
        object =>
          !this.#objectWhen ||
          holds(this.#objectWhen, 'objects.when', { ...subject, object }),
      );
  }

  /**
   * The object as the patch makes it, and where it has been written to.
   *
   * @throws PatchError for a path that is not there, and an expression that cannot be evaluated
   */
  change(
    subject: ObjectSubject,
    types: KubernetesTypes,
  ): { object: KubernetesObject; writes: Step[][] } {
    const { set, operations = [] } = this.definition;
    const { object } = subject;
    const type = types.typeOf(object);
    const merger = new PartMerger(types);
    const merged = set
      ? merger.merge(object, {
          ...{ written: set, path: [], type },
          filled: fill(this.#set, 'set', subject),
        })
      : object;
    const values = fill(this.#values, 'operations', subject) as unknown[];
    const done = applyOperations(
      merged,
      operations.map((one, at) => withValue(one, values[at])),
      { types, type },
    );
    return {
      object: done.object as KubernetesObject,
      writes: [...merger.writes, ...done.writes],
    };
  }

  #namesFor(subject: PatchSubject): unknown[] {
    return (fill(this.#names, 'objects.names', subject) as unknown[]).flat();
  }
}

function compileExpression(
  {
    path,
    text,
    names,
  }: { path: PathSegment[]; text: string; names: ExpressionNames },
  problems: CompileProblem[],
): Expression | undefined {
  try {
    return Expression.compile(text, names);
  } catch (error) {
    const { message } = error as Error;
    const { line, column } =
      error instanceof ExpressionError ? error : { line: 1, column: 1 };
    problems.push({ path, message, line, column });
    return undefined;
  }
}

function valueOf(operation: PatchOperation): unknown {
  return 'value' in operation ? operation.value : null;
}

function withValue(operation: PatchOperation, value: unknown): PatchOperation {
  return 'value' in operation ? { ...operation, value } : operation;
}

function holds(
  when: Expression,
  path: string,
  variables: Record<string, unknown>,
): boolean {
  const result = when.evaluate(variables);
  if ('error' in result) {
    throw new PatchError(
      `${path} cannot be evaluated: ${result.error}; guard a field that may be missing with has()`,
    );
  }
  if (typeof result.value === 'boolean') return result.value;
  throw new PatchError(`${path} gives neither true nor false`);
}

function fill(
  template: DocumentTemplate,
  within: string,
  subject: PatchSubject,
): unknown {
  const { value, problems } = template.fill({ ...subject });
  if (problems.length === 0) return value;
  const said = problems.map(({ path, message }) => {
    const place = formatPath(path);
    const dot = place && !place.startsWith('[') ? '.' : '';
    return `${within}${dot}${place}: ${message}`;
  });
  throw new PatchError(said.join('; '));
}
