import type { ResourceType } from '@towpath/plugin-score-common';
import { describeParams } from './describeParams';
import { outlineResources, pathTo } from './outline';

/** One thing that can stand where somebody writes. */
export interface Suggestion {
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
const NEW_KEY = /^(\s+)([\w-]*)$/;

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
  const lines = text.slice(0, position).split('\n');
  const line = lines.pop()!;
  const placeholder = PLACEHOLDER.exec(line);
  if (placeholder) {
    return suggestReference(text, { position, written: placeholder[1], types });
  }
  const indent = line.length - line.trimStart().length;
  const [section, name, ...deeper] = pathTo(lines, indent);
  if (section !== 'resources' || name === undefined) return undefined;
  const typed = TYPE.exec(line);
  if (typed) return { from: position - typed[1].length, options: named(types) };
  const resource = outlineResources(text).find(one => one.name === name);
  const ofType = types.filter(({ type }) => type === resource?.type);
  const classed = CLASS.exec(line);
  if (classed) {
    const options = ofType.map(one => ({
      label: one.class,
      detail: one.title,
    }));
    return { from: position - classed[1].length, options };
  }
  const key = NEW_KEY.exec(line);
  if (!key || deeper[0] !== 'params') return undefined;
  const known = ofType.find(one => one.class === resource?.class) ?? ofType[0];
  return { from: position - key[2].length, options: params(known, deeper) };
}

/** Each type once, by its first class. */
function named(types: ResourceType[]): Suggestion[] {
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

function suggestReference(
  text: string,
  at: { position: number; written: string; types: ResourceType[] },
): Suggestions {
  const { position, written, types } = at;
  const parts = written.split('.');
  const from = position - parts.at(-1)!.length;
  if (parts.length === 1) {
    return {
      from,
      options: [
        { label: 'resources.', detail: 'what a resource gives' },
        { label: 'metadata.name', detail: 'the name of the workload' },
      ],
    };
  }
  if (parts[0] !== 'resources' || parts.length > 3) {
    return { from, options: [] };
  }
  const resources = outlineResources(text);
  if (parts.length === 2) {
    const options = resources.map(({ name, type }) => ({
      label: name,
      detail: type,
    }));
    return { from, options };
  }
  const asked = resources.find(({ name }) => name === parts[1]);
  const type =
    types.find(one => one.type === asked?.type && one.class === asked?.class) ??
    types.find(one => one.type === asked?.type);
  const options = (type?.outputs ?? []).map(output => ({
    label: output.name,
    detail: output.secret ? `${output.type}, secret` : output.type,
    info: output.description,
  }));
  return { from, options };
}
