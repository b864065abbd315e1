import type { ResourceType } from '@towpath/plugin-score-common';
import { describeParams } from './describeParams';
import { outlineResources, pathTo, type OutlinedResource } from './outline';

/** One thing that can stand where somebody writes. */
interface Suggestion {
  label: string;
  /** A few words beside it. */
  detail?: string;
  /** What it is. */
  info?: string;
}

/** What can stand at a place of a text, and where the word begins that it replaces. */
export interface Suggestions {
  from: number;
  options: Suggestion[];
}

const PLACEHOLDER = /\$\{([^}$\s]*)$/;
const TYPE = /^\s+type:\s*([\w-]*)$/;
const CLASS = /^\s+class:\s*([\w-]*)$/;
const NEW_KEY = /^\s+([\w./-]*)$/;

const BEGINNINGS: Suggestion[] = [
  { label: 'resources.', detail: 'what a resource gives' },
  { label: 'metadata.name', detail: 'the name of the workload' },
];

/** Of a resource. */
const ANNOTATIONS: Suggestion[] = [
  {
    label: 'towpath.dev/moved-from: ',
    detail: 'what it was called',
    info: 'It is the same one under another name: nothing is made anew, and nothing is lost.',
  },
];

/** Where somebody writes: what stands before it on its line, and the lines above. */
interface Place {
  text: string;
  position: number;
  line: string;
  above: string[];
  types: ResourceType[];
}

/**
 * What can stand at a place of a Score file: types, classes, params of a type, and what placeholders can name.
 *
 * @param position - in characters from the beginning.
 */
export function suggest(
  text: string,
  position: number,
  types: ResourceType[],
): Suggestions | undefined {
  const above = text.slice(0, position).split('\n');
  const line = above.pop()!;
  const place = { text, position, line, above, types };
  const placeholder = PLACEHOLDER.exec(line);
  return placeholder
    ? suggestReference(place, placeholder[1])
    : suggestInResource(place);
}

function suggestInResource(place: Place): Suggestions | undefined {
  const { text, line, above, types } = place;
  const indent = line.length - line.trimStart().length;
  const [section, name, ...deeper] = pathTo(above, indent);
  if (section !== 'resources' || name === undefined) return undefined;
  const resource = outlineResources(text).find(one => one.name === name);
  const classes = types.filter(({ type }) => type === resource?.type);
  return (
    replacing(place, TYPE, () => typeNames(types)) ??
    replacing(place, CLASS, () => classNames(classes)) ??
    (deeper.join('.') === 'metadata.annotations'
      ? replacing(place, NEW_KEY, () => ANNOTATIONS)
      : undefined) ??
    (deeper[0] === 'params'
      ? replacing(place, NEW_KEY, () => params(typeOf(resource, types), deeper))
      : undefined)
  );
}

/** Suggestions for the word that a pattern ends with; undefined where the line is another one. */
function replacing(
  { line, position }: Place,
  pattern: RegExp,
  options: () => Suggestion[],
): Suggestions | undefined {
  const word = pattern.exec(line)?.[1];
  return word === undefined
    ? undefined
    : { from: position - word.length, options: options() };
}

function typeOf(
  resource: OutlinedResource | undefined,
  types: ResourceType[],
): ResourceType | undefined {
  const classes = types.filter(({ type }) => type === resource?.type);
  return classes.find(one => one.class === resource?.class) ?? classes[0];
}

function classNames(classes: ResourceType[]): Suggestion[] {
  return classes.map(one => ({ label: one.class, detail: one.title }));
}

/** Each type once, by its first class. */
function typeNames(types: ResourceType[]): Suggestion[] {
  const first = new Map<string, Suggestion>();
  for (const { type, title, description } of types) {
    if (!first.has(type)) {
      first.set(type, { label: type, detail: title, info: description });
    }
  }
  return [...first.values()];
}

function params(of: ResourceType | undefined, path: string[]): Suggestion[] {
  const before = path
    .slice(1)
    .map(key => `${key}.`)
    .join('');
  return describeParams(of?.params)
    .map(param => ({ ...param, key: param.name.slice(before.length) }))
    .filter(({ name, key }) => name === before + key && !key.includes('.'))
    .map(({ key, takes, required, description }) => ({
      label: `${key}: `,
      detail: required ? `${takes}, required` : takes,
      info: description,
    }));
}

function suggestReference(place: Place, written: string): Suggestions {
  const parts = written.split('.');
  const from = place.position - parts.at(-1)!.length;
  if (parts.length === 1) return { from, options: BEGINNINGS };
  const options =
    parts[0] === 'resources' ? referable(place, parts.slice(1)) : [];
  return { from, options };
}

/** Names of resources, and behind one of them its outputs. */
function referable({ text, types }: Place, parts: string[]): Suggestion[] {
  const resources = outlineResources(text);
  if (parts.length === 1) {
    return resources.map(({ name, type }) => ({ label: name, detail: type }));
  }
  if (parts.length > 2) return [];
  const asked = resources.find(({ name }) => name === parts[0]);
  return (typeOf(asked, types)?.outputs ?? []).map(output => ({
    label: output.name,
    detail: output.secret ? `${output.type}, secret` : output.type,
    info: output.description,
  }));
}
