import { InputError } from '@backstage/errors';
import { parseAllDocuments, type ScalarTag } from 'yaml';
import { PYTHON_NAMES } from './allowed';
import { type Fields, isFields, PythonName } from './rules';

const PYTHON_NAME = 'tag:yaml.org,2002:python/name:';
const MOST_ALIASES = 50;

const pythonTags: ScalarTag[] = PYTHON_NAMES.map(name => ({
  tag: `${PYTHON_NAME}${name}`,
  identify: value => value instanceof PythonName && value.name === name,
  resolve: () => new PythonName(name),
  stringify: () => '""',
}));

export const YAML_OPTIONS = { customTags: pythonTags, merge: true };

/**
 * Reads mkdocs.yml without acting on it.
 * @throws InputError for what is not one mapping, and for a tag: `!ENV` reads the environment, one of
 *   Python runs code
 */
export function parseMkdocs(file: string, content: string): Fields {
  const documents = parseAllDocuments(
    content.replace(/^\uFEFF/, ''),
    YAML_OPTIONS,
  );
  if (!Array.isArray(documents) || documents.length !== 1)
    throw new InputError(`${file} has to hold exactly one YAML document`);
  const [document] = documents;
  const [trouble] = [...document.errors, ...document.warnings];
  if (trouble)
    throw new InputError(
      `${file} cannot be taken as it is: ${trouble.message}`,
    );
  const value = document.toJS({ maxAliasCount: MOST_ALIASES });
  if (!isFields(value))
    throw new InputError(
      `${file} has to be a mapping that begins with site_name`,
    );
  return value;
}
