import type {
  ModuleSource,
  StackDefinition,
} from '@towpath/plugin-terraform-stacks-common';

/** Where a module comes from, by the names that people choose. */
export const SOURCES = {
  platform: 'a module of the platform',
  git: 'a Git repository',
  registry: 'a registry of modules',
} as const;

/** A new stack, as far as it is filled in; each field as it is written. */
export interface NewStack {
  key: string;
  /** Entity reference. */
  owner: string;
  environment: string;
  service: string;
  from: keyof typeof SOURCES;
  platform: string;
  url: string;
  tag: string;
  path: string;
  source: string;
  version: string;
  /** JSON. */
  variables: string;
  driftEvery: string;
}

/** Before anything is filled in. */
export const NOTHING: NewStack = {
  ...{ key: '', owner: '', environment: '', service: '', from: 'platform' },
  ...{ platform: '', url: '', tag: '', path: '', source: '', version: '' },
  ...{ variables: '', driftEvery: '' },
};

/** Fields that have to be filled in, by where the module comes from. */
const NEEDED: Record<NewStack['from'], (keyof NewStack)[]> = {
  platform: ['platform'],
  git: ['url', 'tag'],
  registry: ['source', 'version'],
};

/** What is wrong, by field. What only the backend can know it says. */
export type Problems = Partial<Record<keyof NewStack, string>>;

/** What a new stack is made of, once nothing is wrong with what was filled in. */
export function checkNewStack(form: NewStack): {
  definition?: StackDefinition;
  problems: Problems;
} {
  const missing = (['key', 'owner', ...NEEDED[form.from]] as const)
    .filter(field => form[field].trim() === '')
    .map(field => [field, 'Fill it in.']);
  const variables = readVariables(form.variables);
  const problems: Problems = {
    ...Object.fromEntries(missing),
    ...(variables === undefined && {
      variables:
        'It is no object of JSON. Write names and values, such as {"size": 3}.',
    }),
  };
  return Object.keys(problems).length > 0
    ? { problems }
    : { problems, definition: toDefinition(form, variables!) };
}

function readVariables(text: string): Record<string, unknown> | undefined {
  if (text.trim() === '') return {};
  try {
    const value = JSON.parse(text);
    const isObject = value !== null && typeof value === 'object';
    return isObject && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function toDefinition(
  form: NewStack,
  variables: Record<string, unknown>,
): StackDefinition {
  const { owner, environment, service, driftEvery } = form;
  return {
    owner,
    module: moduleOf(form),
    variables,
    ...filled({ environment, service, driftEvery }),
  };
}

function moduleOf(form: NewStack): ModuleSource {
  const { from, platform, url, tag, path, source, version } = form;
  switch (from) {
    case 'git':
      return {
        git: { url: url.trim(), tag: tag.trim(), ...filled({ path }) },
      };
    case 'registry':
      return { registry: { source: source.trim(), version: version.trim() } };
    default:
      return { platform: platform.trim() };
  }
}

/** Without what was left empty. */
function filled<Field extends string>(
  fields: Record<Field, string>,
): Partial<Record<Field, string>> {
  return Object.fromEntries(
    Object.entries<string>(fields)
      .map(([name, value]) => [name, value.trim()])
      .filter(([, value]) => value !== ''),
  ) as Partial<Record<Field, string>>;
}
