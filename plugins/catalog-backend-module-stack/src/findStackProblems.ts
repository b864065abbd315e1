import { parseEntityRef, type Entity } from '@backstage/catalog-model';
import {
  STACK_API_VERSION,
  STACK_KIND,
  stackJsonSchema,
  type StackEntityV1alpha1,
} from '@towpath/plugin-terraform-stacks-common';
import { isStackKey } from '@towpath/terraform';
import Ajv, { type ErrorObject } from 'ajv';

/** What to write, by the path of the field that is wrong. */
const WAYS_OUT: [RegExp, string][] = [
  [/^apiVersion$/, `Write "${STACK_API_VERSION}".`],
  [/^kind$/, `Write "${STACK_KIND}".`],
  [/^spec\.owner$/, 'Name a group or user, such as "group:default/team-shop".'],
  [
    /^spec\.module/,
    'Give one of platform (a name), git (url, tag, path) and registry (source, version).',
  ],
  [
    /^spec\.secrets/,
    'List names of variables; values are given to the portal.',
  ],
  [/^spec\.inputs/, 'Write { <variable>: { stack: <key>, output: <name> } }.'],
  [
    /^spec\.driftEvery$/,
    'Write a number and m, h or d, such as "6h", or "never".',
  ],
  [/^spec\.environment$/, 'Give the name of an Environment, such as "prod".'],
  [
    /^spec\.service$/,
    'Give the reference of a component, such as "component:default/shop".',
  ],
];

const validate = new Ajv({ allErrors: true, verbose: true }).compile(
  stackJsonSchema,
);

/**
 * All that is wrong with a Stack taken by itself: a sentence or two for each problem, with the field, its value and the
 * way out. Whether what it names exists is not asked: it may come into the catalog later.
 */
export function findStackProblems(entity: Entity): string[] {
  const isWhole: boolean = validate(entity);
  if (!isWhole) {
    return [...new Set((validate.errors ?? []).map(describe))];
  }
  const { metadata, spec } = entity as StackEntityV1alpha1;
  return [
    !isStackKey(metadata.name) &&
      `metadata.name is "${metadata.name}", which is the key of a stack: small letters, digits, ".", "_" and "-", at most 63, with a letter or digit at both ends.`,
    !isRef(spec.owner, 'group') && refuse('spec.owner', spec.owner),
    spec.service !== undefined &&
      !isRef(spec.service, 'component') &&
      refuse('spec.service', spec.service),
  ].filter((one): one is string => one !== false);
}

function describe({
  instancePath,
  keyword,
  params,
  data,
  parentSchema,
}: ErrorObject): string {
  const path = instancePath.slice(1).replaceAll('/', '.');
  if (keyword === 'required') {
    const field = [path, params.missingProperty].filter(Boolean).join('.');
    return `${field} is missing. ${wayOut(field)}`.trim();
  }
  if (keyword === 'additionalProperties') {
    const known = Object.keys(parentSchema?.properties ?? {});
    return `${path}.${params.additionalProperty} is not a field of ${
      path === 'spec' ? 'a Stack' : path
    }. Use ${known.join(', ')}.`;
  }
  return refuse(path, data);
}

function refuse(path: string, value: unknown): string {
  return `${path} is ${JSON.stringify(value)}. ${wayOut(path)}`.trim();
}

function wayOut(path: string): string {
  return WAYS_OUT.find(([fits]) => fits.test(path))?.[1] ?? '';
}

function isRef(text: string, defaultKind: string): boolean {
  try {
    parseEntityRef(text, { defaultKind });
    return true;
  } catch {
    return false;
  }
}
