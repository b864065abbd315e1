import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { dist, inside } from './places.mjs';

const compilerOptions = {
  strict: true,
  skipLibCheck: true,
  types: ['node'],
};

/**
 * Writes the types, one file an entry and module system. Types of other packages
 * are written into them, so that nobody installs a package for its types.
 *
 * @returns {Promise<string[]>} the files that went into them
 */
export async function bundleTypes() {
  const files = [];
  for (const [entry, endings] of [
    ['src/index.ts', { index: ['mts', 'cts'] }],
    ['src/cli/main.ts', { cli: ['mts'] }],
  ]) {
    const bundle = await rollup({
      input: inside(entry),
      external: ['@kubernetes-models/base'],
      plugins: [
        dts({ respectExternal: true, tsconfig: false, compilerOptions }),
      ],
    });
    const [[name, kinds]] = Object.entries(endings);
    for (const kind of kinds) {
      await bundle.write({ file: `${dist}/${name}.d.${kind}`, format: 'es' });
    }
    files.push(...bundle.watchFiles);
    await bundle.close();
  }
  return files;
}
