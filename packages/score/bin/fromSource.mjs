import { registerHooks } from 'node:module';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../src/', import.meta.url).href;

/**
 * Lets Node run the TypeScript of this package as it stands: imports without an
 * extension find their `.ts` file, and every file is an ES module.
 */
function runFromSource() {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const inside = context.parentURL?.startsWith(root);
      if (inside && specifier.startsWith('.')) {
        const url = new URL(`${specifier}.ts`, context.parentURL);
        if (existsSync(fileURLToPath(url))) {
          return {
            url: url.href,
            format: 'module-typescript',
            shortCircuit: true,
          };
        }
      }
      const found = nextResolve(specifier, context);
      return found.url.startsWith(root) && found.url.endsWith('.ts')
        ? { ...found, format: 'module-typescript' }
        : found;
    },
  });
}

/** Imports a file of `src/` without a build. */
export async function importSource(file) {
  runFromSource();
  return import(new URL(file, root).href);
}
