import { DocumentTemplate, Expression, Template } from '@towpath/policy';
import { formatPath } from '@towpath/score';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { compileBrought, type CompiledBrought } from './brought/compileBrought';
import { collect, type CompileProblem } from './collect';
import { compileParams } from './schema';
import type { ResourceDefinition } from './types';
import { namesFor, namesInSettings } from './variables';

/** A definition whose schema and expressions were read. */
export interface CompiledDefinition {
  when?: Expression;
  settings: DocumentTemplate;
  price?: Template;
  checkParams: ValidateFunction;
  /** By the name of what is brought. */
  brings: ReadonlyMap<string, CompiledBrought>;
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
  const brings = compileBrought(definition, problems);
  const { template, problems: faults } = DocumentTemplate.compile(
    settings,
    namesInSettings(definition),
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
      brings,
    }
  );
}
