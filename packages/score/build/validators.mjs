import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { home, inside } from './places.mjs';

const require = createRequire(import.meta.url);

/** The schemas and options of `src/schema/schemas.ts`, on any Node. */
async function readSchemas() {
  const { outputFiles } = await build({
    entryPoints: [inside('src/schema/schemas.ts')],
    bundle: true,
    format: 'esm',
    write: false,
  });
  const url = Buffer.from(outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${url}`);
}

/** The text of a module that does what `src/schema/validators.ts` does. */
async function compileValidators() {
  const { Ajv2020 } = require('ajv/dist/2020.js');
  const { default: standaloneCode } = require('ajv/dist/standalone');
  const { SCHEMAS, OPTIONS } = await readSchemas();
  const names = Object.keys(SCHEMAS);
  const ajv = new Ajv2020({ ...OPTIONS, code: { source: true, esm: true } });
  for (const name of names) ajv.addSchema(SCHEMAS[name], name);
  const code = standaloneCode(
    ajv,
    Object.fromEntries(names.map(name => [`${name}Validator`, name])),
  );
  return `${code}
const validators = { ${names
    .map(name => `${name}: ${name}Validator`)
    .join(', ')} };
export function errorsOf(name, value) {
  const validate = validators[name];
  return validate(value) ? [] : [...(validate.errors ?? [])];
}
`;
}

/** Puts the compiled validators into the place of those that ajv would compile. */
export function compiledValidators() {
  let contents;
  return {
    name: 'compiled-validators',
    setup(esbuild) {
      esbuild.onLoad(
        { filter: /src[\\/]schema[\\/]validators\.ts$/ },
        async () => {
          contents ??= await compileValidators();
          return { contents, loader: 'js', resolveDir: home };
        },
      );
    },
  };
}
