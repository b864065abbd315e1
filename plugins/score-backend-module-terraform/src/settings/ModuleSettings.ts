import type { JsonObject } from '@backstage/types';
import {
  isExpression,
  isMap,
  neverOpen,
  shown,
  strangersIn,
  type IsOpen,
} from '@towpath/plugin-score-node';
import type { ModuleSource } from '@towpath/plugin-terraform-stacks-common';

/** What a resource definition says about a module of Terraform. */
export interface ModuleSettings {
  module: ModuleSource;
  variables: JsonObject;
  /** From names of the definition to outputs of the module; all of them, by their own names, when left out. */
  outputs?: Record<string, string>;
}

const NAMES = ['module', 'variables', 'outputs'] as const;
const SOURCES = ['platform', 'git', 'registry'] as const;

const PROBLEMS: Record<
  (typeof SOURCES)[number],
  (value: unknown, isOpen: IsOpen) => string[]
> = {
  platform: (value, isOpen) =>
    needsText('settings.module.platform', value, isOpen),
  git: (value, isOpen) =>
    needsTexts('settings.module.git', value, ['url', 'tag'], isOpen),
  registry: (value, isOpen) =>
    needsTexts(
      'settings.module.registry',
      value,
      ['source', 'version'],
      isOpen,
    ),
};

/**
 * Why these settings cannot be used, one sentence each.
 *
 * @param isOpen what is filled in later, of which nothing is said; without it everything has to be there
 */
export function problemsOf(
  settings: JsonObject,
  isOpen: IsOpen = neverOpen,
): string[] {
  return [
    ...strangersIn(settings, NAMES),
    ...problemsOfModule(settings.module, isOpen),
    ...problemsOfVariables(settings.variables, isOpen),
    ...problemsOfOutputs(settings.outputs, isOpen),
  ];
}

/** While definitions are read. */
export const problemsWhileRead = (settings: JsonObject) =>
  problemsOf(settings, isExpression);

/** Of settings without problems. */
export function readSettings(settings: JsonObject): ModuleSettings {
  const { module, variables = {}, outputs } = settings;
  return {
    module: module as ModuleSource,
    variables: variables as JsonObject,
    outputs: outputs as Record<string, string> | undefined,
  };
}

function problemsOfModule(module: unknown, isOpen: IsOpen): string[] {
  if (!isMap(module)) {
    return [
      `settings.module is ${shown(module)}: give ${takesOne(
        SOURCES,
      )}, such as { platform: sandbox-database }`,
    ];
  }
  const strangers = strangersIn(module, SOURCES, 'settings.module');
  if (strangers.length > 0) return strangers;
  const named = SOURCES.filter(name => module[name] !== undefined);
  if (named.length !== 1) {
    return [
      `settings.module has ${named.join(' and ') || 'nothing'}: give ${takesOne(
        SOURCES,
      )}`,
    ];
  }
  const [name] = named;
  return PROBLEMS[name](module[name], isOpen);
}

function needsTexts(
  path: string,
  value: unknown,
  names: string[],
  isOpen: IsOpen,
): string[] {
  if (!isMap(value)) {
    return [`${path} is ${shown(value)}: give ${names.join(' and ')}`];
  }
  return names.flatMap(name =>
    needsText(`${path}.${name}`, value[name], isOpen),
  );
}

function needsText(path: string, value: unknown, isOpen: IsOpen): string[] {
  if (isOpen(value) || (typeof value === 'string' && value !== '')) return [];
  return [`${path} is ${shown(value)}: give a text`];
}

function problemsOfVariables(variables: unknown, isOpen: IsOpen): string[] {
  if (variables === undefined || isOpen(variables) || isMap(variables))
    return [];
  return [
    `settings.variables is ${shown(
      variables,
    )}: give a map from variables of the module to their values`,
  ];
}

function problemsOfOutputs(outputs: unknown, isOpen: IsOpen): string[] {
  if (outputs === undefined) return [];
  if (!isMap(outputs)) {
    return [
      `settings.outputs is ${shown(
        outputs,
      )}: give a map from outputs of this definition to those of the module`,
    ];
  }
  return Object.entries(outputs).flatMap(([name, value]) =>
    needsText(`settings.outputs.${name}`, value, isOpen),
  );
}

function takesOne(names: readonly string[]): string {
  return `one of ${names.join(', ')}`;
}
