import path from 'node:path';
import { InputError } from '@backstage/errors';
import { listFolder, writeJson } from '../files';

const NAME = 'towpath_imports.tf.json';
/** OpenTofu reads a file of its own in the place of Terraform's of the same name. */
const TAKEN = [NAME, 'towpath_imports.tofu.json'];

/** What exists, and the address of the module that it is to have. */
interface Import {
  address: string;
  id: string;
}

/**
 * Refuses a module that has a file of the name of ours: either would take the other's place, and what the plan takes over would not be
 * what was asked for.
 *
 * @throws InputError that names it
 */
export function requireNoImportsFile(module: string): void {
  const taken = listFolder(module).find(name => TAKEN.includes(name));
  if (taken === undefined) return;
  throw new InputError(
    `The module has a file ${taken}, and by that name the portal writes down what a plan is to take over. Give that file another name`,
  );
}

/** Writes blocks `import` beside the module, so that the plan shows what is taken over, and its apply does exactly that. */
export function writeImports(module: string, imports: Import[]): void {
  if (imports.length === 0) return;
  writeJson(path.join(module, NAME), {
    import: imports.map(({ address, id }) => ({
      to: address,
      id: literal(id),
    })),
  });
}

/** Terraform takes a text of its JSON syntax for a template. */
function literal(text: string): string {
  return text.replace(/([$%])\{/g, '$1$1{');
}
