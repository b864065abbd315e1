import type { PathSegment } from '../diagnostics/diagnostic';
import { isPlainMap, mapEntries } from '../json';
import type { Workload } from '../types';
import { refsIn } from './tokens';

/** A text that may hold placeholders, and where it stands. */
export interface PlaceholderText {
  path: PathSegment[];
  text: string;
}

/**
 * Every text of a workload in which placeholders are filled in: variables, file
 * contents unless `noExpand`, the sources of volumes, and params. Contents that
 * a `source` names are not among them, as they are not in the workload. Looks
 * into a workload that the schema refuses as far as its form allows.
 */
export function placeholderTexts(workload: Workload): PlaceholderText[] {
  const found: PlaceholderText[] = [];
  const add = (text: unknown, ...path: PathSegment[]) => {
    if (typeof text === 'string' && text.includes('$')) {
      found.push({ path, text });
    }
  };
  for (const [name, container] of mapEntries(workload.containers)) {
    const here = ['containers', name];
    const { variables } = container;
    for (const key of isPlainMap(variables) ? Object.keys(variables) : []) {
      add(variables![key], ...here, 'variables', key);
    }
    for (const [target, file] of mapEntries(container.files)) {
      if (!file.noExpand)
        add(file.content, ...here, 'files', target, 'content');
    }
    for (const [target, volume] of mapEntries(container.volumes)) {
      add(volume.source, ...here, 'volumes', target, 'source');
    }
  }
  for (const [name, { params }] of mapEntries(workload.resources)) {
    found.push(...textsIn(params, ['resources', name, 'params']));
  }
  return found;
}

/**
 * Every placeholder of a workload that is filled in, with the path of the text that holds it; one that a
 * text has twice is given once. `ref` is what stands between `${` and `}`.
 *
 * @public
 */
export function placeholdersOf(
  workload: Workload,
): { path: PathSegment[]; ref: string }[] {
  return placeholderTexts(workload).flatMap(({ path, text }) =>
    [...new Set(refsIn(text))].map(ref => ({ path, ref })),
  );
}

/** Texts of containers in which the reference fills nothing in. */
export function unfilledTexts(workload: Workload): PlaceholderText[] {
  return mapEntries(workload.containers).flatMap(([name, container]) =>
    (['image', 'command', 'args'] as const).flatMap(field =>
      textsIn(container[field], ['containers', name, field]),
    ),
  );
}

/** Every text with a `$` inside a value. */
export function textsIn(
  value: unknown,
  path: PathSegment[],
): PlaceholderText[] {
  if (typeof value === 'string') {
    return value.includes('$') ? [{ path, text: value }] : [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, at) => textsIn(item, [...path, at]));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    textsIn(entry, [...path, key]),
  );
}
