import { DocumentTemplate, Template } from '@towpath/policy';
import { collect, type CompileProblem } from '../collect';
import type { BroughtDefinition, ResourceDefinition } from '../types';
import { namesFor, namesInParams } from '../variables';

/** Something that a definition brings, with its expressions read. */
export interface CompiledBrought {
  id?: Template;
  params: DocumentTemplate;
}

/** Reads the expressions of all that a definition brings, and adds what is wrong with them to the problems. */
export function compileBrought(
  definition: ResourceDefinition,
  problems: CompileProblem[],
): ReadonlyMap<string, CompiledBrought> {
  const compiled = new Map<string, CompiledBrought>();
  (definition.brings ?? []).forEach((one, at) => {
    if (compiled.has(one.name)) {
      problems.push({
        path: ['brings', at, 'name'],
        message: `"${one.name}" is brought twice; give each its own name`,
      });
    }
    compiled.set(one.name, compileOne(definition, { one, at, problems }));
  });
  return compiled;
}

function compileOne(
  definition: ResourceDefinition,
  found: { one: BroughtDefinition; at: number; problems: CompileProblem[] },
): CompiledBrought {
  const { one, at, problems } = found;
  const { id: text, params = {}, order } = one;
  const id =
    text === undefined
      ? undefined
      : collect(problems, ['brings', at, 'id'], () =>
          Template.compile(text, namesFor(definition.params)),
        );
  const { template, problems: faults } = DocumentTemplate.compile(
    params,
    namesInParams(definition, order),
  );
  problems.push(
    ...faults.map(fault => ({
      ...fault,
      path: ['brings', at, 'params', ...fault.path],
    })),
  );
  return { id, params: template };
}
