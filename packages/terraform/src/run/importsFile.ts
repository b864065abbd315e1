import fs from 'node:fs';
import path from 'node:path';
import { InputError } from '@backstage/errors';
import { writeJson } from '../files';

const NAME = 'towpath_imports.tf.json';

/** What exists, and the address of the module that it is to have. */
interface Import {
  address: string;
  id: string;
}

/**
 * Refuses a module that has a file of the name of ours: writing over it would take something out of the module.
 *
 * @throws InputError that names it
 */
export function requireNoImportsFile(module: string): void {
  if (!fs.existsSync(path.join(module, NAME))) return;
  throw new InputError(
    `The module has a file ${NAME}, which is where imports are written for one plan. Give that file another name`,
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
