import { TemplateError } from '@towpath/go-template';
import {
  PROVISIONER_TEMPLATES,
  readProvisionerTemplate,
} from '@towpath/plugin-score-node';
import type {
  DefinitionProblem,
  ReadDefinitions,
  ResourceDefinition,
  SourceFile,
} from '@towpath/resource-definitions';
import { suggest } from '@towpath/score';
import { outputNamesOf } from './outputNamesOf';
import { readEntries, type Entry } from './provisionerEntries';

/** How files of provisioners are called. */
export function isProvisionersFile(name: string): boolean {
  return name.endsWith('.provisioners.yaml');
}

/** As Score has them. */
const TYPE = /^[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9]$/;

const ABOUT = ['uri', 'type', 'class', 'id', 'description'];
const NAMES = ['supported_params', 'expected_outputs'];
const FIELDS: Record<string, string[]> = {
  template: [...ABOUT, ...NAMES, ...PROVISIONER_TEMPLATES],
  cmd: [...ABOUT, ...NAMES, 'args', 'params', 'outputs'],
};

/** Kinds that keep data when they are restarted. */
const HOLDS_DATA =
  /\bkind:\s*["']?(?:StatefulSet|PersistentVolumeClaim)\b|\bvolumeClaimTemplates:/;

/**
 * Reads files of provisioners of score-k8s, in the order in which they are given: the first that matches provides. Never
 * throws. A file with a problem gives none of its provisioners.
 */
export function readProvisioners(
  files: readonly SourceFile[],
): ReadDefinitions {
  const problems: DefinitionProblem[] = [];
  const entries = files.flatMap(file => {
    const found = readEntries(file);
    const faults = [
      ...found.problems,
      ...found.entries.flatMap(entry => problemsOf(entry)),
    ];
    problems.push(...faults);
    return faults.length > 0 ? [] : found.entries;
  });
  const taken = new Set<string>();
  return {
    definitions: entries.map((entry, order) =>
      toDefinition(entry, order, taken),
    ),
    problems,
  };
}

function problemsOf(entry: Entry): DefinitionProblem[] {
  const { value, problem } = entry;
  const { uri, type } = value;
  const scheme = schemeOf(uri);
  if (!scheme) {
    return [
      problem(
        'uri',
        `uri is ${JSON.stringify(uri)}: write template://… or cmd://…`,
      ),
    ];
  }
  return [
    ...unknownFields(entry, FIELDS[scheme]),
    ...(typeof type === 'string' && TYPE.test(type)
      ? []
      : [
          problem(
            'type',
            `type is ${JSON.stringify(
              type,
            )}: write that of a resource, such as postgres`,
          ),
        ]),
    ...[
      ...ABOUT.slice(2),
      ...(scheme === 'template' ? PROVISIONER_TEMPLATES : []),
    ]
      .filter(field => !isTextOrNothing(value[field]))
      .map(field => problem(field, `${field} is no text`)),
    ...[...NAMES, ...(scheme === 'cmd' ? ['args', 'params', 'outputs'] : [])]
      .filter(field => !isTextsOrNothing(value[field]))
      .map(field => problem(field, `${field} is no list of texts`)),
    ...(scheme === 'template' ? templateProblems(entry) : []),
  ];
}

function schemeOf(uri: unknown): 'template' | 'cmd' | undefined {
  const [, scheme] =
    typeof uri === 'string' ? /^(template|cmd):\/\//.exec(uri) ?? [] : [];
  return scheme as 'template' | 'cmd' | undefined;
}

function unknownFields(
  { value, problem }: Entry,
  known: string[],
): DefinitionProblem[] {
  return Object.keys(value)
    .filter(field => !known.includes(field))
    .map(field => {
      const meant = suggest(field, known);
      const way = meant
        ? `did you mean ${meant}?`
        : `there are ${known.join(', ')}`;
      return problem(field, `${field} is not known; ${way}`);
    });
}

function isTextOrNothing(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'string';
}

function isTextsOrNothing(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return Array.isArray(value) && value.every(one => typeof one === 'string');
}

function templateProblems({ value, problem }: Entry): DefinitionProblem[] {
  return PROVISIONER_TEMPLATES.flatMap(field => {
    const source = value[field];
    if (typeof source !== 'string') return [];
    try {
      readProvisionerTemplate(source);
      return [];
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      return [problem(field, error.message, error.line)];
    }
  });
}

function toDefinition(
  { value, place }: Entry,
  order: number,
  taken: Set<string>,
): ResourceDefinition {
  const { uri, type, class: kind, id, description } = value as Texts;
  const settings = Object.fromEntries(
    ['uri', 'args', ...PROVISIONER_TEMPLATES].flatMap(field =>
      value[field] ? [[field, asWritten(value[field])]] : [],
    ),
  );
  const said = description?.trim().replace(/([^.])$/, '$1.');
  return {
    name: nameOf(uri!, taken),
    title: `${type} as for score-k8s`,
    description: [said, `Provided by ${uri}, ${place}.`]
      .filter(Boolean)
      .join(' '),
    type: type!,
    class: kind ?? '*',
    ...(id && { id }),
    driver: 'provisioners',
    settings,
    params: paramsOf(value),
    ...outputNamesOf(value),
    holdsData: HOLDS_DATA.test(String(value.manifests ?? '')),
    provisioner: { uri: uri!, place, order },
  };
}

type Texts = Record<string, string | undefined>;

/** Go reads its templates itself: a dollar sign in them begins no expression. */
function asWritten(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asWritten);
  return typeof value === 'string' ? value.replaceAll('$', '$$$$') : value;
}

/** Any, as there; those that are named are offered. */
function paramsOf({ supported_params, params }: Entry['value']) {
  const names = (supported_params ?? params ?? []) as string[];
  return {
    properties: Object.fromEntries(names.map(name => [name, {}])),
    additionalProperties: true,
  };
}

/** One name for each in the whole platform, which stays while its uri does. */
function nameOf(uri: string, taken: Set<string>): string {
  const words = uri
    .replace(/^\w+:\/\//, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const base = (words || 'provisioner').slice(0, 50).replace(/-+$/, '');
  for (let at = 1; ; at++) {
    const name = at === 1 ? base : `${base}-${at}`;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}
