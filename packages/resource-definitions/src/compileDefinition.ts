import {
  DocumentTemplate,
  Expression,
  ExpressionError,
  Template,
} from '@towpath/policy';
import { formatPath, type PathSegment } from '@towpath/score';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { compileParams } from './schema';
import type { ResourceDefinition } from './types';
import { namesFor } from './variables';

/** A definition whose schema and expressions were read. */
export interface CompiledDefinition {
  when?: Expression;
  settings: DocumentTemplate;
  price?: Template;
  checkParams: ValidateFunction;
}

/** Why a schema or an expression cannot be used. */
export interface CompileProblem {
  path: PathSegment[];
  message: string;
  /** Where in the text at the path, both from 1. */
  line?: number;
  column?: number;
}

const compiled = new WeakMap<ResourceDefinition, CompiledDefinition>();

/**
 * The same for a definition that `readDefinitions` gave out, or that is like one.
 *
 * @throws Error with all that is wrong with it
 */
export function compiledOf(definition: ResourceDefinition): CompiledDefinition {
  const known = compiled.get(definition);
  if (known) return known;
  const problems: CompileProblem[] = [];
  const fresh = compileDefinition(definition, problems);
  if (!fresh || problems.length > 0) {
    const reasons = problems.map(
      ({ path, message }) => `${formatPath(path)}: ${message}`,
    );
    throw new Error(`definition ${definition.name}: ${reasons.join('; ')}`);
  }
  compiled.set(definition, fresh);
  return fresh;
}

/** Reads schema and expressions of a definition, and adds what is wrong with them to the problems. */
export function compileDefinition(
  definition: ResourceDefinition,
  problems: CompileProblem[],
): CompiledDefinition | undefined {
  const { match, settings, price, params } = definition;
  const names = namesFor(params);
  const when = match?.when;
  const checkParams = collect(problems, ['params'], () =>
    compileParams(params),
  );
  const condition =
    when === undefined
      ? undefined
      : collect(problems, ['match', 'when'], () =>
          Expression.compile(when, names),
        );
  const cost =
    price === undefined
      ? undefined
      : collect(problems, ['price'], () => Template.compile(price, names));
  const { template, problems: faults } = DocumentTemplate.compile(
    settings,
    names,
  );
  problems.push(
    ...faults.map(fault => ({ ...fault, path: ['settings', ...fault.path] })),
  );
  return (
    checkParams && {
      when: condition,
      price: cost,
      settings: template,
      checkParams,
    }
  );
}

/** The result, or undefined with the reason added to the problems. */
function collect<T>(
  problems: CompileProblem[],
  path: PathSegment[],
  compile: () => T,
): T | undefined {
  try {
    return compile();
  } catch (error) {
    const { message } = error as Error;
    problems.push(
      error instanceof ExpressionError
        ? { path, message, line: error.line, column: error.column }
        : { path, message },
    );
    return undefined;
  }
}
