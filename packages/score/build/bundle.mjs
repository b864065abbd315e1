import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { dist, inside, manifest } from './places.mjs';
import { compiledValidators } from './validators.mjs';

const common = {
  bundle: true,
  target: 'node20',
  metafile: true,
  logLevel: 'warning',
  absWorkingDir: inside(),
};

/**
 * Writes the library as `dist/index.mjs` and `dist/index.cjs`. Packages that it
 * depends on stay outside of it.
 *
 * @returns {Promise<string[]>} the files that went into it
 */
export async function bundleLibrary() {
  const external = Object.keys(manifest().dependencies).flatMap(name => [
    name,
    `${name}/*`,
  ]);
  const validators = compiledValidators();
  const outputs = await Promise.all(
    ['esm', 'cjs'].map(format =>
      build({
        ...common,
        entryPoints: { index: inside('src/index.ts') },
        outdir: dist,
        format,
        outExtension: { '.js': format === 'esm' ? '.mjs' : '.cjs' },
        platform: 'neutral',
        mainFields: ['module', 'main'],
        external,
        plugins: [validators],
      }),
    ),
  );
  return outputs.flatMap(({ metafile }) => Object.keys(metafile.inputs));
}

/**
 * Writes the command into a folder, with everything that it needs: a file to
 * start, and one for each verb, so that a start reads little.
 *
 * @param {string} out - a folder that is not there yet
 * @returns {Promise<string[]>} the files that went into it
 */
export async function bundleCommand(out = path.join(dist, 'command')) {
  const { metafile } = await build({
    ...common,
    entryPoints: {
      main: inside('src/cli/main.ts'),
      runProcess: inside('src/cli/runProcess.ts'),
    },
    outdir: out,
    format: 'esm',
    splitting: true,
    minify: true,
    outExtension: { '.js': '.mjs' },
    platform: 'node',
    // What was written as CommonJS asks for Node's own modules by require.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    plugins: [compiledValidators()],
  });
  fs.copyFileSync(inside('build/score.mjs'), path.join(out, 'score.mjs'));
  fs.chmodSync(path.join(out, 'score.mjs'), 0o755);
  return Object.keys(metafile.inputs);
}
